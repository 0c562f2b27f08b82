package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.oracle.Connections;
import io.kongruent.oracle.Connections.Connection;
import io.kongruent.oracle.Connections.End;
import io.kongruent.oracle.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The product against the oracle, for connections and datagrams. Seeds are fixed: a failure can be had again. */
class FlowPropertyTest {

    private static final int WORLDS = 600;
    private static final int CONNECTIONS = 40;
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "TLS", "TLS", "TLS");
    private static final List<String> NAMES =
            List.of("a.test", "a.test", "x.a.test", "x.a.test", "y.x.a.test", "b.test", "A.Test", "other");

    @Test
    void everyConnectionGoesWhereTheSpecificationSays() {
        int tries = 0;
        int contested = 0;
        int nameless = 0;
        int unknown = 0;
        int terminated = 0;
        Map<String, Integer> carried = new TreeMap<>();
        Map<Level, Integer> decided = new EnumMap<>(Level.class);
        for (long seed = 0; seed < WORLDS; seed++) {
            List<HasMetadata> objects = new FlowWorld(seed).objects();
            Connections oracle = new Connections(objects, Level.SPECIFIED);
            FlowSubject subject = new FlowSubject(objects);
            Random random = new Random(seed);
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection connection = next(random);
                Connections.Judgement judgement = oracle.judge(connection);
                assertThat(subject.end(connection))
                        .as("world %d connection %d: %s", seed, i, connection)
                        .isEqualTo(judgement.end());
                tries++;
                boolean tls = connection.protocol().equals("TLS");
                nameless += tls && connection.serverName().isEmpty() ? 1 : 0;
                unknown += tls && connection.serverName().isPresent() && judgement.routes() == 0 ? 1 : 0;
                contested += judgement.routes() > 1 ? 1 : 0;
                if (judgement.end() instanceof End.Carried end) {
                    carried.merge(connection.protocol(), 1, Integer::sum);
                    terminated += end.terminated() ? 1 : 0;
                }
                judgement.decidedBy().ifPresent(l -> decided.merge(l, 1, Integer::sum));
            }
        }
        System.out.printf(
                "property: %d connections, %d%% that two routes or more could take, %d with TLS and no server name, %d with one that nobody has,"
                        + " carried %s of which TLS ended for %d, decided by %s%n",
                tries, 100 * contested / tries, nameless, unknown, carried, terminated, decided);
        assertThat(contested)
                .as("connections that two routes or more could take")
                .isGreaterThan(tries / 3);
        assertThat(nameless).as("TLS without a server name").isGreaterThan(tries / 50);
        assertThat(unknown).as("TLS with a name that nobody has").isGreaterThan(tries / 20);
        assertThat(terminated).as("TLS that ends here").isGreaterThan(tries / 20);
        int all = tries;
        assertThat(PROTOCOLS)
                .allSatisfy(protocol -> assertThat(carried.getOrDefault(protocol, 0))
                        .as("carried by %s", protocol)
                        .isGreaterThan(all / 20));
        assertThat(Level.OF_CONNECTIONS)
                .allSatisfy(level -> assertThat(decided.getOrDefault(level, 0))
                        .as("connections decided by %s", level)
                        .isGreaterThanOrEqualTo(all / 100));
    }

    private static Connection next(Random random) {
        String protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
        List<Integer> ports = switch (protocol) {
            case "TCP" -> FlowWorld.TCP;
            case "UDP" -> FlowWorld.UDP;
            default -> FlowWorld.TLS;
        };
        boolean named = protocol.equals("TLS") && random.nextInt(12) > 0;
        return new Connection(
                ports.get(random.nextInt(ports.size())),
                protocol,
                named ? Optional.of(NAMES.get(random.nextInt(NAMES.size()))) : Optional.empty());
    }

    @Test
    void swappingAnyTwoLevelsOfPrecedenceIsNoticed() {
        for (List<Level> swapped : Level.swapped(Level.OF_CONNECTIONS)) {
            assertThat(disagreement(swapped)).as("swapped %s", swapped).isPresent();
        }
    }

    /** The first connection on which a differently ordered oracle says something else than the product does. */
    private static Optional<Connection> disagreement(List<Level> levels) {
        for (long seed = 0; seed < 2_000; seed++) {
            List<HasMetadata> objects = new FlowWorld(seed).objects();
            Connections right = new Connections(objects, Level.SPECIFIED);
            Connections wrong = new Connections(objects, levels);
            Random random = new Random(seed);
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection connection = next(random);
                End mutant = wrong.judge(connection).end();
                if (!mutant.equals(right.judge(connection).end())
                        && !new FlowSubject(objects).end(connection).equals(mutant)) {
                    return Optional.of(connection);
                }
            }
        }
        return Optional.empty();
    }
}
