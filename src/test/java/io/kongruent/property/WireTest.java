package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.kong.Exclusions;
import io.kongruent.oracle.Answer;
import io.kongruent.oracle.Level;
import io.kongruent.oracle.Oracle;
import io.kongruent.oracle.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/**
 * What the oracle says, over real connections: to the embedded gateway, or to a real Kong (see {@link Gate}; {@code -Dkongruent.worlds} says how many worlds).
 * Requests of a world follow one another, so most are routed out of the router's cache.
 */
class WireTest {

    private static final int REQUESTS = 60;

    @Test
    void everyRequestGoesWhereTheSpecificationSays() throws Exception {
        int worlds = Integer.getInteger("kongruent.worlds", 12);
        Map<String, Integer> answers = new TreeMap<>();
        try (Gate gate = Gate.open()) {
            for (long seed = 0; seed < worlds; seed++) {
                World world = new World(seed, seed % 3 == 0);
                List<HasMetadata> objects = world.objects();
                Oracle oracle = new Oracle(objects, Level.SPECIFIED);
                gate.configure(Subject.translate(objects, Exclusions.NONE));
                Requests requests = new Requests(seed);
                for (int i = 0; i < REQUESTS; i++) {
                    Request request = requests.next();
                    Answer answer = oracle.judge(request).answer();
                    String reached = reached(gate, world, oracle, request);
                    assertThat(allowed(answer))
                            .as("world %d request %d: %s", seed, i, request)
                            .contains(reached);
                    answers.merge(reached.contains("/") ? "backend" : reached, 1, Integer::sum);
                }
            }
        }
        System.out.printf("wire: %d worlds, %s%n", worlds, answers);
        assertThat(answers).containsKeys("backend", "404", "421", "500", "no handshake");
    }

    private static Set<String> allowed(Answer answer) {
        return switch (answer) {
            case Answer.Unimplemented none -> Set.of("501");
            case Answer.NotFound none -> Set.of("404");
            case Answer.Backends backends -> backends.any();
            case Answer.Misdirected none -> Set.of("421");
            case Answer.NoHandshake none -> Set.of("no handshake");
            case Answer.Redirect redirect -> Set.of(String.valueOf(redirect.status()));
        };
    }

    private static String reached(Gate gate, World world, Oracle oracle, Request request) throws IOException {
        int port = gate.port(Objects.requireNonNull(Subject.PORTS.get(request.port())));
        Wire.Reply reply;
        if (request.tls().isPresent()) {
            try {
                reply = Wire.send(port, request.tls().get().sni(), request);
            } catch (SSLException e) {
                return "no handshake";
            }
            assertThat(oracle.certificates(request))
                    .as("%s", request)
                    .contains("infra/" + Secrets.holding(reply.certificate().orElseThrow()));
        } else {
            reply = Wire.send(port, request);
        }
        if (reply.status() != 200) {
            return String.valueOf(reply.status());
        }
        String[] seen = reply.body().split("\n", 2);
        assertThat(seen[1].toLowerCase(java.util.Locale.ROOT)).doesNotContain("\ngwlistener", "\ngwfacts");
        return Objects.requireNonNull(
                Supplies.byTarget(world.objects()).get(seen[0] + ":" + Supplies.ENDPOINT_PORT), reply::body);
    }
}
