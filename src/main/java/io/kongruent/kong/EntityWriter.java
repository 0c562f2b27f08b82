package io.kongruent.kong;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The fields of each kind of entity, in order. */
final class EntityWriter {

    private static final String HIDDEN_KEY = "(private key)";

    private final JsonGenerator json;
    private final KongJson.Form form;
    private final KongJson.Keys keys;
    private boolean contentOnly;

    EntityWriter(JsonGenerator json, KongJson.Form form, KongJson.Keys keys) {
        this.json = json;
        this.form = form;
        this.keys = keys;
    }

    void document(KongState state) throws IOException {
        json.writeStartObject();
        json.writeStringField("_format_version", "3.0");
        String open = "";
        for (KongEntity entity : state.entities()) {
            if (form == KongJson.Form.DECK && entity instanceof KongEntity.Sni) {
                continue;
            }
            if (!entity.collection().equals(open)) {
                if (!open.isEmpty()) {
                    json.writeEndArray();
                }
                open = entity.collection();
                json.writeArrayFieldStart(open);
            }
            json.writeStartObject();
            fields(entity, state);
            json.writeEndObject();
        }
        if (!open.isEmpty()) {
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    void content(KongEntity entity) throws IOException {
        contentOnly = true;
        json.writeStartObject();
        fields(entity, KongState.EMPTY);
        json.writeEndObject();
    }

    void target(KongEntity.Target target, String upstream) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", target.target());
        json.writeNumberField("weight", target.weight());
        reference("upstream", upstream);
        json.writeEndObject();
    }

    private void reference(String field, String id) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("id", id);
        json.writeEndObject();
    }

    private void fields(KongEntity entity, KongState state) throws IOException {
        if (!contentOnly) {
            json.writeStringField("id", entity.id());
        }
        switch (entity) {
            case KongEntity.Service service -> service(service);
            case KongEntity.Route route -> route(route);
            case KongEntity.Upstream upstream -> upstream(upstream);
            case KongEntity.Certificate certificate -> certificate(certificate, state);
            case KongEntity.CaCertificate authority -> json.writeStringField("cert", authority.cert());
            case KongEntity.Sni sni -> {
                json.writeStringField("name", sni.name());
                if (form == KongJson.Form.ALONE) {
                    reference("certificate", sni.certificate());
                } else {
                    json.writeStringField("certificate", sni.certificate());
                }
            }
            case KongEntity.Plugin plugin -> plugin(plugin);
        }
        if (!contentOnly) {
            strings("tags", entity.tags());
        }
    }

    private void service(KongEntity.Service service) throws IOException {
        json.writeStringField("name", service.name());
        json.writeStringField("protocol", service.protocol());
        json.writeStringField("host", service.host());
        json.writeNumberField("port", service.port());
        json.writeNumberField("retries", service.retries());
        if (service.tlsVerify().isPresent()) {
            json.writeBooleanField("tls_verify", service.tlsVerify().get());
        }
        strings("ca_certificates", service.authorities());
        number("connect_timeout", service.connectTimeoutMs());
        number("write_timeout", service.writeTimeoutMs());
        number("read_timeout", service.readTimeoutMs());
    }

    private void route(KongEntity.Route route) throws IOException {
        json.writeStringField("name", route.name());
        json.writeStringField("expression", route.expression());
        json.writeNumberField("priority", route.priority());
        strings("protocols", route.protocols());
        if (route.service().isPresent() && form != KongJson.Form.ALONE) {
            if (form == KongJson.Form.DECK) {
                json.writeObjectFieldStart("service");
                json.writeStringField("name", route.service().get());
                json.writeEndObject();
            } else {
                json.writeStringField("service", route.service().get());
            }
        }
        json.writeBooleanField("strip_path", route.stripPath());
        json.writeBooleanField("preserve_host", route.preserveHost());
    }

    private void upstream(KongEntity.Upstream upstream) throws IOException {
        json.writeStringField("name", upstream.name());
        if (!upstream.targets().isEmpty() && form != KongJson.Form.ALONE) {
            json.writeArrayFieldStart("targets");
            for (KongEntity.Target target : upstream.targets()) {
                json.writeStartObject();
                json.writeStringField("target", target.target());
                json.writeNumberField("weight", target.weight());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (upstream.hostHeader().isPresent()) {
            json.writeStringField("host_header", upstream.hostHeader().get());
        }
    }

    private void certificate(KongEntity.Certificate certificate, KongState state) throws IOException {
        json.writeStringField("cert", certificate.cert());
        key("key", certificate.key());
        if (form == KongJson.Form.DECK) {
            List<KongEntity.Sni> snis = state.all(KongEntity.Sni.class).stream()
                    .filter(s -> s.certificate().equals(certificate.id()))
                    .toList();
            if (!snis.isEmpty()) {
                json.writeArrayFieldStart("snis");
                for (KongEntity.Sni sni : snis) {
                    json.writeStartObject();
                    json.writeStringField("name", sni.name());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            return;
        }
        if (certificate.certAlt().isPresent()) {
            json.writeStringField("cert_alt", certificate.certAlt().get());
        }
        if (certificate.keyAlt().isPresent()) {
            key("key_alt", certificate.keyAlt().get());
        }
    }

    private void key(String field, String pem) throws IOException {
        json.writeStringField(field, keys == KongJson.Keys.SHOWN ? pem : HIDDEN_KEY);
    }

    private void plugin(KongEntity.Plugin plugin) throws IOException {
        json.writeStringField("name", plugin.name());
        if (plugin.route().isPresent() && !contentOnly) {
            json.writeStringField("route", plugin.route().get());
        }
        strings("protocols", plugin.protocols());
        json.writeFieldName("config");
        value(plugin.config());
    }

    private void value(Object value) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    value(item);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName((String) entry.getKey());
                    value(entry.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("no value of a configuration: " + value.getClass());
        }
    }

    private void number(String field, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(field, value.getAsInt());
        }
    }

    private void strings(String field, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(field);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }
}
