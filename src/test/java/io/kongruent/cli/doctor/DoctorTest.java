package io.kongruent.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.capability.Capability;
import io.kongruent.cli.doctor.Doctor.Keeper;
import io.kongruent.cli.doctor.Finding.Level;
import io.kongruent.cli.print.Style;
import io.kongruent.push.AdminLook;
import io.kongruent.push.AdminLook.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On what a Kong 3.9.3 told of itself when it ran with little more than its defaults. */
class DoctorTest {

    private static final String URL = "http://127.0.0.1:8001";
    private static final String SHIPPED = "0.1.0";

    private ObjectNode root;
    private ObjectNode plugin;
    private ObjectNode status;

    @BeforeEach
    void read() throws IOException {
        try (InputStream in = DoctorTest.class.getResourceAsStream("/doctor/root.json")) {
            root = (ObjectNode) new ObjectMapper().readTree(in);
        }
        plugin = JsonNodeFactory.instance.objectNode();
        plugin.put("version", SHIPPED);
        plugin.putArray("spec_versions").add(1);
        plugin.putObject("workers")
                .put("count", 2)
                .putArray("applied")
                .addNull()
                .addNull();
        for (Capability capability : Capability.values()) {
            plugin.withObject("/capabilities").putObject(capability.label()).put("ok", true);
        }
        status = JsonNodeFactory.instance.objectNode();
        status.put("configuration_hash", "0".repeat(32));
    }

    private Examination examine() {
        return Doctor.examine(
                "",
                Keeper.PEOPLE,
                new AdminLook(URL, new Answer.Said(root), new Answer.Said(status), new Answer.Said(plugin)),
                SHIPPED);
    }

    private Examination examineMade() {
        return Doctor.examine(
                "shop/web",
                Keeper.CONTROLLER,
                new AdminLook(URL, new Answer.Said(root), new Answer.Said(status), new Answer.Said(plugin)),
                SHIPPED);
    }

    private List<String> found(Level level) {
        return examine().findings().stream()
                .filter(f -> f.level() == level)
                .map(Finding::what)
                .toList();
    }

    private ObjectNode configuration() {
        return root.withObject("/configuration");
    }

    @Test
    void defaultsLackNothingButAreWorthARemark() {
        Examination examination = examine();

        assertThat(examination.isLacking()).isFalse();
        assertThat(examination.able()).isEqualTo(Capability.values().length);
        assertThat(examination.workers()).isEqualTo(2);
        assertThat(examination.listens()).containsExactly("8000 http", "8443 https http2");
        assertThat(examination.findings().stream().map(Finding::set).map(s -> s.replaceAll("[='; ,].*", "")))
                .containsExactlyInAnyOrder(
                        "the", // word http2 behind the listen
                        "KONG_STREAM_LISTEN",
                        "KONG_PORT_MAPS",
                        "KONG_NGINX_ADMIN_CLIENT_MAX_BODY_SIZE",
                        "KONG_NGINX_PROXY_LUA_TRANSFORM_UNDERSCORES_IN_RESPONSE_HEADERS",
                        "KONG_NGINX_PROXY_IGNORE_INVALID_HEADERS",
                        "KONG_LUA_MAX_REQ_HEADERS",
                        "KONG_NGINX_HTTP_LUA_SHARED_DICT",
                        "KONG_TRUSTED_IPS");
        assertThat(Report.lines(List.of(examination), Style.PLAIN))
                .contains("  everything that Kongruent can do is possible here");
    }

    /** The listeners of its Gateway decide where it listens, parameters what else is set, the controller which plugin it has. */
    @Test
    void nobodyIsToldToSetWhatTheControllerSets() {
        plugin.put("version", "0.0.9");

        assertThat(examineMade().findings())
                .extracting(Finding::set)
                .contains("spec.kong.nginx_admin_client_max_body_size of its GatewayParameters: 100m")
                .contains(
                        "spec.kong.trusted_ips of its GatewayParameters: with its addresses, where there is one",
                        "nothing: the controller replaces the pods one after the other; if it lasts, see the conditions of"
                                + " the Gateway, and the Deployment")
                .noneMatch(set -> set.contains("KONG_") || set.contains("listen") || set.contains("mount"));
    }

    @Test
    void whatIsSetAsAskedIsNoFinding() {
        ObjectNode configuration = configuration();
        directive(configuration.withArray("nginx_proxy_directives"), "ignore_invalid_headers", "off");
        directive(
                configuration.withArray("nginx_proxy_directives"),
                "lua_transform_underscores_in_response_headers",
                "off");
        directive(configuration.withArray("nginx_http_directives"), "lua_shared_dict", "gateway_api 1m");
        configuration.put("lua_max_req_headers", 1000);
        configuration.put("nginx_admin_client_max_body_size", "100m");
        configuration.putArray("port_maps").add("80:8000");
        configuration.putArray("trusted_ips").add("10.0.0.0/8");
        configuration.withArray("proxy_listeners").forEach(l -> ((ObjectNode) l).put("http2", true));
        ArrayNode streams = configuration.putArray("stream_listeners");
        streams.addObject().put("port", 9000);
        streams.addObject().put("port", 9443).put("ssl", true);
        streams.addObject().put("port", 9053).put("udp", true);

        assertThat(examine().findings()).isEmpty();
        assertThat(examine().listens()).contains("9000 tcp", "9443 tls", "9053 udp");
    }

    private static void directive(ArrayNode directives, String name, String value) {
        directives.addObject().put("name", name).put("value", value);
    }

    @Test
    void whatCantBeConfiguredIsUnusable() {
        unusable(c -> c.put("database", "postgres"), "it keeps its configuration in a database (postgres)");
        unusable(c -> c.put("router_flavor", "traditional_compatible"), "its router is \"traditional_compatible\"");
        unusable(c -> c.put("role", "control_plane"), "it is a control plane of Kong's hybrid mode");
        plugin.putArray("spec_versions").add(7);
        assertThat(found(Level.UNUSABLE)).singleElement().asString().contains("[7], not 1");
    }

    private void unusable(Consumer<ObjectNode> setting, String what) {
        ObjectNode before = configuration().deepCopy();
        setting.accept(configuration());
        assertThat(found(Level.UNUSABLE)).containsExactly(what);
        assertThat(examine().findings().getFirst().level()).isEqualTo(Level.UNUSABLE);
        root.set("configuration", before);
    }

    @Test
    void aKongWithoutThePlugin() {
        ((ObjectNode) root.at("/plugins/available_on_server")).remove("gateway-api");
        Examination examination = Doctor.examine(
                "",
                Keeper.PEOPLE,
                new AdminLook(URL, new Answer.Said(root), new Answer.Said(status), new Answer.Other(404, "Not found")),
                SHIPPED);

        assertThat(examination.isLacking()).isTrue();
        assertThat(examination.plugin()).isEmpty();
        assertThat(examination.findings().getFirst().what()).isEqualTo("it doesn't have the plugin gateway-api");
        assertThat(examination.findings().getFirst().set()).contains("KONG_PLUGINS=bundled,gateway-api");
    }

    @Test
    void aPluginThatIsLoadedAndDoesntAnswer() {
        Examination examination = Doctor.examine(
                "",
                Keeper.PEOPLE,
                new AdminLook(
                        URL,
                        new Answer.Said(root),
                        new Answer.Said(status),
                        new Answer.Other(500, "An unexpected error occurred")),
                SHIPPED);

        assertThat(examination.findings().getFirst().what())
                .isEqualTo(
                        "its plugin gateway-api is loaded but doesn't report: its endpoint answers 500 An unexpected error occurred");
    }

    @Test
    void whatTheSelfTestWithdrawsIsNamedWithWhatItCosts() {
        plugin.withObject("/capabilities/redirect").put("ok", false).put("reason", "a function is gone");
        plugin.withObject("/capabilities").remove("backend-tls");
        plugin.put("version", "0.0.9");

        assertThat(found(Level.LACKS))
                .containsExactlyInAnyOrder(
                        "its plugin can't do \"redirect\": a function is gone",
                        "its plugin can't do \"backend-tls\": version 0.0.9 doesn't know it");
        assertThat(examine().findings())
                .anyMatch(f -> f.costs().contains("HTTPRouteSchemeRedirect")
                        || f.costs().contains("more"))
                .anyMatch(f -> f.costs().contains("BackendTLSPolicy"));
        assertThat(found(Level.NOTE)).anyMatch(what -> what.contains("is 0.0.9, and this Kongruent comes with 0.1.0"));
    }

    @Test
    void whatIsntSafeIsLacking() {
        configuration().putArray("trusted_ips").add("0.0.0.0/0");
        configuration()
                .putArray("admin_listeners")
                .addObject()
                .put("ip", "0.0.0.0")
                .put("port", 8001);

        assertThat(found(Level.LACKS))
                .anyMatch(what -> what.contains("of anybody"))
                .anyMatch(what -> what.contains("open to the network"));
    }

    @Test
    void listensThatAreMissing() {
        configuration()
                .putArray("proxy_listeners")
                .addObject()
                .put("port", 8000)
                .put("http2", true);
        assertThat(found(Level.LACKS)).containsExactly("no listen has TLS");
        configuration().putObject("proxy_listeners");
        assertThat(found(Level.LACKS)).containsExactly("it takes no requests over HTTP");
        configuration().putObject("status_listeners");
        assertThat(found(Level.NOTE)).contains("it has no status listen");
    }

    @Test
    void aConfigurationOfSomebodyElseIsNoticed() {
        status.put("configuration_hash", "1".repeat(32));
        assertThat(found(Level.NOTE)).contains("it has a configuration that isn't from Kongruent");
        plugin.withObject("/workers").putArray("applied").add("v1").add("v2");
        assertThat(found(Level.NOTE))
                .doesNotContain("it has a configuration that isn't from Kongruent")
                .contains("its workers have 2 different configurations");
    }

    @Test
    void sizesAreReadAsNginxWritesThem() {
        assertThat(SettingChecks.bytes("0")).isZero();
        assertThat(SettingChecks.bytes("10m")).isEqualTo(10L << 20);
        assertThat(SettingChecks.bytes("2048M")).isEqualTo(2048L << 20);
        assertThat(SettingChecks.bytes("512")).isEqualTo(512);
        assertThat(SettingChecks.bytes("lots")).isZero();
        assertThat(SettingChecks.bytes("")).isZero();
    }

    @Test
    void whatCantBeAskedIsTold() {
        assertThat(told(new Answer.Other(401, "No API key")))
                .contains("answers 401")
                .contains("KONG_ADMIN_TOKEN");
        assertThat(told(new Answer.Other(403, "Forbidden")))
                .contains("answers 403")
                .contains("--cert");
        assertThat(told(new Answer.Other(404, "no Route matched"))).contains("not of its proxy");
        assertThat(told(new Answer.Other(200, "<html>"))).contains("is no Kong");
        assertThat(told(new Answer.Other(400, "The plain HTTP request was sent to HTTPS port")))
                .contains("https://");
        assertThat(told(new Answer.Other(400, "No required SSL certificate was sent")))
                .contains("--cert and --key");
        assertThat(told(new Answer.None("Connection refused"))).contains("KONG_ADMIN_LISTEN");
        assertThat(told(new Answer.None("unable to find valid certification path to requested target")))
                .contains("--ca");
        assertThat(told(new Answer.None("Received fatal alert: certificate_required")))
                .contains("--cert and --key");
        assertThat(told(new Answer.Said(JsonNodeFactory.instance.objectNode().put("ok", true))))
                .contains("is no Kong");
    }

    private static String told(Answer answer) {
        Examination examination =
                Doctor.examine("", Keeper.PEOPLE, new AdminLook(URL, answer, answer, answer), SHIPPED);
        assertThat(examination.trouble()).isPresent();
        return String.join("\n", Report.lines(List.of(examination), Style.PLAIN));
    }
}
