package io.kongruent.kong;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes states as Kong's declarative configuration, entity by entity. Equal states give equal bytes: collections in the order of {@link KongState},
 * fields in one fixed order, what is empty or Kong's default by absence left out.
 *
 * <p>What is written has private keys in it unless {@link Keys#HIDDEN} is asked for.
 */
public final class KongJson {

    /** Whether private keys are written or replaced by a remark. */
    public enum Keys {
        SHOWN,
        HIDDEN
    }

    /** For whom the document is: they differ in how references are spelled. */
    enum Form {
        /** {@code POST /config}: references as strings, snis at the top. */
        KONG,
        /** decK's state file: a route's service as an object, snis inside their certificates, no alternative certificates. */
        DECK,
        /** A question about one entity: no references but what the entity can't be without, and those as objects. */
        ALONE
    }

    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .build();

    private KongJson() {}

    /** Writes the document that {@code POST /config} takes, compact, in UTF-8; the stream stays open. */
    public static void write(KongState state, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new EntityWriter(json, Form.KONG, Keys.SHOWN).document(state);
        }
    }

    /** The document that {@code POST /config} takes, for people: indented. */
    public static String pretty(KongState state, Keys keys) {
        return text(JSON, Form.KONG, state, keys);
    }

    /** The document that {@code POST /config} takes, as YAML. */
    public static String yaml(KongState state, Keys keys) {
        return text(YAML, Form.KONG, state, keys);
    }

    /** The state as a file for decK, which feeds a Kong with a database. It has no room for second certificates of other key types: they are left out. */
    public static String deck(KongState state, Keys keys) {
        return text(YAML, Form.DECK, state, keys);
    }

    /** One entity as in the document, compact and without its id and tags: what {@link Exclusions#key} is the digest of. */
    static String content(KongEntity entity) {
        return writing(JSON, json -> new EntityWriter(json, Form.KONG, Keys.SHOWN).content(entity));
    }

    /** A question to Kong. @param json the entity as Kong's schema endpoint takes it; has a private key in it for a certificate */
    public record Question(String collection, String json) {
        @Override
        public String toString() {
            return "Question[" + collection + "]";
        }
    }

    /** An entity as questions that Kong answers without any other entity: one, or for an upstream one more for each target. */
    public static List<Question> questions(KongEntity entity) {
        List<Question> questions = new ArrayList<>();
        questions.add(new Question(
                entity.collection(),
                writing(JSON, json -> new EntityWriter(json, Form.ALONE, Keys.SHOWN).content(entity))));
        if (entity instanceof KongEntity.Upstream upstream) {
            for (KongEntity.Target target : upstream.targets()) {
                questions.add(new Question(
                        "targets",
                        writing(
                                JSON,
                                json -> new EntityWriter(json, Form.ALONE, Keys.SHOWN).target(target, upstream.id()))));
            }
        }
        return questions;
    }

    private static String text(JsonFactory factory, Form form, KongState state, Keys keys) {
        return writing(factory, json -> {
                    DefaultPrettyPrinter printer =
                            new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
                    json.setPrettyPrinter(printer);
                    new EntityWriter(json, form, keys).document(state);
                })
                .stripTrailing()
                .concat("\n");
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String writing(JsonFactory factory, Writing writing) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(out)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory doesn't fail", e);
        }
        return out.toString();
    }
}
