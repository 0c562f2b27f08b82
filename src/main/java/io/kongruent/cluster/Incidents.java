package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells on the objects themselves, as Kubernetes Events, what is refused and when it is well again. Looks once a second and tells a few at a time: what lasts
 * less is not told, and a thousand refusals don't flood the API server. Thread-safe.
 */
final class Incidents implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Incidents.class);
    private static final long ROUND_NANOS = 1_000_000_000;
    private static final int AT_ONCE = 10;
    private static final String NORMAL = "Normal";
    private static final int LONGEST_NOTE = 1_000;
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final String reporter;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Verdicts> newest = new AtomicReference<>();
    private final Thread thread;
    private final SortedMap<Ref, Trouble> told = new TreeMap<>();

    private record Trouble(Meta meta, String reason, String note, String type) {}

    Incidents(KubernetesClient client, String reporter, InstantSource clock) {
        this.client = client;
        this.reporter = reporter;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("incidents").start(this::run);
    }

    /** Takes note of newer decisions. */
    void decided(Verdicts verdicts) {
        newest.set(verdicts);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(ROUND_NANOS);
            Verdicts verdicts = newest.getAndSet(null);
            if (verdicts != null && !tell(verdicts)) {
                newest.compareAndSet(null, verdicts);
            }
        }
    }

    /** Whether everything has been told. */
    private boolean tell(Verdicts verdicts) {
        SortedMap<Ref, Trouble> now = new TreeMap<>();
        verdicts.byObject().forEach((ref, verdict) -> trouble(verdict).ifPresent(t -> now.put(ref, t)));
        int left = AT_ONCE;
        for (Map.Entry<Ref, Trouble> entry : now.entrySet()) {
            Trouble before = told.get(entry.getKey());
            boolean same = before != null && before.note.equals(entry.getValue().note);
            if (!same && left-- > 0) {
                told.put(entry.getKey(), entry.getValue());
                create(entry.getValue());
            }
        }
        for (Trouble over : List.copyOf(told.values())) {
            Ref ref = over.meta.ref();
            if (!now.containsKey(ref) && left-- > 0) {
                told.remove(ref);
                verdicts.of(ref)
                        .filter(v -> !over.type.equals(NORMAL))
                        .ifPresent(v -> create(new Trouble(
                                v.meta(), "Recovered", "What was refused is served now: " + over.note, NORMAL)));
            }
        }
        return left >= 0;
    }

    private static Optional<Trouble> trouble(Verdicts.Verdict verdict) {
        List<Condition> troubles = verdict.everyCondition()
                .filter(Condition::isTrouble)
                .filter(c -> !c.waitsForAnother())
                .toList();
        if (troubles.isEmpty()) {
            return Optional.empty();
        }
        String note = troubles.stream().map(Condition::message).distinct().collect(Collectors.joining(" "));
        String type = troubles.stream().allMatch(Condition::mayPass) ? NORMAL : "Warning";
        return Optional.of(
                new Trouble(verdict.meta(), troubles.getFirst().reason().name(), note, type));
    }

    private void create(Trouble trouble) {
        Ref ref = trouble.meta.ref();
        Instant now = clock.instant();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withName(ref.name() + "." + Long.toHexString(now.getEpochSecond() * 1_000_000_000 + now.getNano()))
                .withNamespace(ref.namespace().isEmpty() ? "default" : ref.namespace())
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withReportingController(reporter)
                .withReportingInstance(reporter)
                .withAction("Judge")
                .withReason(trouble.reason)
                .withType(trouble.type)
                .withNote(cut(trouble.note))
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(apiVersion(ref))
                        .withKind(ref.kind())
                        .withNamespace(ref.namespace().isEmpty() ? null : ref.namespace())
                        .withName(ref.name())
                        .withUid(trouble.meta.uid())
                        .build())
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.debugf("An event on %s isn't taken: %s", ref, ServerWords.why(e));
        }
    }

    private static String apiVersion(Ref object) {
        return object.group() + "/" + Kinds.of(object).orElseThrow().versions().getFirst();
    }

    private static String cut(String note) {
        return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE) + " …";
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
