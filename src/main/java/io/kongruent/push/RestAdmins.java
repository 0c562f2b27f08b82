package io.kongruent.push;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens Admin APIs over HTTP. */
@ApplicationScoped
public class RestAdmins {

    private static final long CONNECT_SECONDS = 5;

    /** A Kong reads 10,000 routes with an upstream each in 20 to 30 s. */
    private static final long ANSWER_SECONDS = 60;

    /** What is only looked at answers at once or is in trouble. */
    private static final long LOOK_SECONDS = 10;

    private final TlsConfigurationRegistry tls;

    RestAdmins(TlsConfigurationRegistry tls) {
        this.tls = tls;
    }

    /**
     * A client of one Admin API.
     *
     * @throws IllegalArgumentException when the endpoint names a TLS configuration that there isn't
     */
    public Admin open(AdminEndpoint endpoint) {
        return open(endpoint, ANSWER_SECONDS * 1000);
    }

    /** A client of one Admin API that is reached by mutual TLS. */
    public Admin open(AdminEndpoint endpoint, AdminTls mutual) {
        return open(endpoint, ANSWER_SECONDS * 1000, Optional.of(mutual));
    }

    /** What an Admin API answers, whatever it is. @param mutual where it is reached by TLS of a kind of its own */
    public AdminLook look(AdminEndpoint endpoint, Optional<AdminTls> mutual) {
        try (KongAdmin kong = client(endpoint, LOOK_SECONDS * 1000, mutual)) {
            AdminLook.Answer root = RestAdmin.answer(kong::root);
            boolean goesOn = root instanceof AdminLook.Answer.Said;
            return new AdminLook(
                    endpoint.url().toString(),
                    root,
                    goesOn ? RestAdmin.answer(kong::status) : root,
                    goesOn ? RestAdmin.answer(kong::pluginStatus) : root);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a client of HTTP that can't be closed", e);
        }
    }

    Admin open(AdminEndpoint endpoint, long answerMillis) {
        return open(endpoint, answerMillis, Optional.empty());
    }

    private Admin open(AdminEndpoint endpoint, long answerMillis, Optional<AdminTls> mutual) {
        return new RestAdmin(endpoint.url().toString(), client(endpoint, answerMillis, mutual));
    }

    private KongAdmin client(AdminEndpoint endpoint, long answerMillis, Optional<AdminTls> mutual) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(endpoint.url())
                .property("microprofile.rest.client.disable.default.mapper", true)
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(answerMillis, TimeUnit.MILLISECONDS);
        builder.register(new Credentials(endpoint));
        mutual.ifPresent(m -> builder.tlsConfiguration(m.configuration()));
        endpoint.tls().ifPresent(name -> builder.tlsConfiguration(named(name)));
        return builder.build(KongAdmin.class);
    }

    /** What an endpoint wants to be sent with every request. */
    private record Credentials(AdminEndpoint endpoint) implements ClientRequestFilter {
        @Override
        public void filter(ClientRequestContext request) {
            endpoint.token().ifPresent(token -> request.getHeaders().putSingle("Kong-Admin-Token", token));
            endpoint.headers().forEach(request.getHeaders()::putSingle);
        }
    }

    private TlsConfiguration named(String name) {
        return tls.get(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no TLS configuration \"" + name + "\"; set quarkus.tls." + name + ".trust-store…"));
    }
}
