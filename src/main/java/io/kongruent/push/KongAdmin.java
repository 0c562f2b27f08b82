package io.kongruent.push;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Kong's Admin API, as far as it is needed. Answers come unread, whatever their status: that to a configuration repeats every entity with its private keys,
 * tens of megabytes at times, and nobody wants to hold that. Every answer has to be closed.
 */
@Path("/")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML, MediaType.WILDCARD})
@SuppressWarnings("try")
public interface KongAdmin extends AutoCloseable {

    @GET
    Response root();

    @GET
    @Path("status")
    Response status();

    /** Our plugin's endpoint; 404 without it. */
    @GET
    @Path("gateway-api/status")
    Response pluginStatus();

    @POST
    @Path("config")
    @Consumes(MediaType.APPLICATION_JSON)
    Response config(@QueryParam("flatten_errors") @Nullable Integer flattenErrors, byte[] document);

    @POST
    @Path("schemas/{collection}/validate")
    @Consumes(MediaType.APPLICATION_JSON)
    Response validate(@PathParam("collection") String collection, String entity);
}
