package io.kongruent.cli.explain;

import io.kongruent.behaviour.HeaderField;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Diagnostic.Position;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a request goes where it goes.
 *
 * @param entry how it comes in; empty when nothing listens
 * @param verdict what becomes of it
 * @param candidates every match that holds, the winner first
 * @param behaviours what the winner's rule does to the request and the answer, in declared order
 * @param shares where the requests of the winner's rule go; empty when it answers itself
 * @param misses when nothing matches: what came close
 * @param disagreements where Kong's router and the Gateway API's own words part: a defect of Kongruent
 */
public record Explanation(
        Request request,
        Optional<Entry> entry,
        Verdict verdict,
        List<Candidate> candidates,
        List<Behaviour> behaviours,
        List<Share> shares,
        List<Miss> misses,
        List<String> disagreements) {

    public Explanation {
        candidates = List.copyOf(candidates);
        behaviours = List.copyOf(behaviours);
        shares = List.copyOf(shares);
        misses = List.copyOf(misses);
        disagreements = List.copyOf(disagreements);
    }

    /** In one word. */
    public enum Outcome {
        FORWARDED,
        REDIRECTED,
        /** Answered by the gateway: a rule that was refused, or that has nobody to answer. */
        ANSWERED,
        /** Answered with 404. */
        NOT_MATCHED,
        NOT_LISTENING,
        HANDSHAKE_REFUSED,
        /** Answered with 421: the connection was made for another listener. */
        MISDIRECTED,
    }

    /**
     * What becomes of the request.
     *
     * @param status what the client gets, where the gateway answers
     * @param text for people
     */
    public record Verdict(Outcome outcome, OptionalInt status, String text) {}

    /**
     * The listener that takes the request.
     *
     * @param hostname as declared; empty for any
     * @param certificate the Secret whose certificate the client is shown
     */
    public record Entry(
            Ref gateway,
            Ref source,
            String listener,
            int port,
            int listenPort,
            String hostname,
            String dataPlane,
            Optional<Ref> certificate) {}

    /**
     * A match that holds.
     *
     * @param match its index in the rule
     * @param words the match in words
     * @param field where it is declared
     * @param kong the route that Kong has for it
     * @param lost why the winner comes before it; empty for the winner
     */
    public record Candidate(
            Ref route,
            int rule,
            Optional<String> ruleName,
            int match,
            String words,
            String field,
            Optional<Position> position,
            Optional<KongRoute> kong,
            Optional<Lost> lost) {}

    /** A route of Kong's. */
    public record KongRoute(String name, String id, long priority, String expression) {}

    /** The rung on which a candidate lost, and the comparison in words. */
    public record Lost(Rung rung, String text) {}

    /** What a filter or another field of the rule does. */
    public record Behaviour(String type, String text, String field, Optional<Position> position) {}

    /**
     * A part of the requests.
     *
     * @param percent of the rule's requests
     * @param backend such as {@code Service default/web port 80}
     * @param endpoints how many there are to choose from; empty when nothing is known of them, as in manifests without EndpointSlices
     */
    public record Share(
            double percent,
            String backend,
            OptionalInt endpoints,
            Sent sent,
            List<Behaviour> behaviours,
            String field,
            Optional<Position> position) {
        public Share {
            behaviours = List.copyOf(behaviours);
        }
    }

    /** What happens to the requests of a share. */
    public sealed interface Sent {
        /** They go to an endpoint. {@code headers} are those that differ from the request's. */
        record Forwarded(String target, String host, List<HeaderChange> headers) implements Sent {
            public Forwarded {
                headers = List.copyOf(headers);
            }
        }

        /** The gateway answers. */
        record Answered(int status, List<HeaderField> headers, String why) implements Sent {
            public Answered {
                headers = List.copyOf(headers);
            }
        }
    }

    /** A header that the backend sees differently from what the client sent; a side that is empty hasn't got it. */
    public record HeaderChange(String name, Optional<String> before, Optional<String> after) {}
}
