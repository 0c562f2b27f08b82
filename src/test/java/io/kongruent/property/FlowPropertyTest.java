package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.oracle.Connections;
import io.kongruent.oracle.Connections.Connection;
import io.kongruent.oracle.Connections.End;
import io.kongruent.oracle.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The product against the oracle, for connections and datagrams. */
class FlowPropertyTest {

    private static final int WORLDS = 600;
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "TLS", "TLS", "TLS");
    private static final List<String> NAMES =
            List.of("a.test", "a.test", "x.a.test", "x.a.test", "y.x.a.test", "b.test", "A.Test", "other");

    private static final Inquiry<Connection, End> CONNECTIONS = new Inquiry<>(
            seed -> new FlowWorld(seed).objects(),
            Inquiry.Questions.ofSeed(seed -> {
                Random random = new Random(seed);
                return () -> next(random);
            }),
            (world, levels) -> new Connections(world, levels)::judge,
            FlowSubject::new);

    @Test
    void everyConnectionGoesWhereTheSpecificationSays() {
        Tries<Connection, End> tries = CONNECTIONS.tries(WORLDS);
        tries.assertAgreement();

        int nameless = tries.count(
                t -> isTls(t.question()) && t.question().serverName().isEmpty());
        int unknown = tries.count(t -> isTls(t.question())
                && t.question().serverName().isPresent()
                && t.judgement().contenders() == 0);
        Map<String, Integer> carried = new TreeMap<>();
        for (String protocol : PROTOCOLS) {
            carried.put(
                    protocol,
                    tries.count(t -> t.question().protocol().equals(protocol)
                            && t.judgement().answer() instanceof End.Carried));
        }
        int terminated = tries.count(t -> t.judgement().answer() instanceof End.Carried end && end.terminated());
        System.out.printf(
                "property: %d connections, %d%% that two routes or more could take, %d with TLS and no server name, %d with one that nobody has,"
                        + " carried %s of which TLS ended for %d, decided by %s%n",
                tries.size(),
                100 * tries.contested() / tries.size(),
                nameless,
                unknown,
                carried,
                terminated,
                tries.decided());
        assertThat(tries.contested())
                .as("connections that two routes or more could take")
                .isGreaterThan(tries.size() / 3);
        assertThat(nameless).as("TLS without a server name").isGreaterThan(tries.size() / 50);
        assertThat(unknown).as("TLS with a name that nobody has").isGreaterThan(tries.size() / 20);
        assertThat(terminated).as("TLS that ends here").isGreaterThan(tries.size() / 20);
        assertThat(carried)
                .allSatisfy((protocol, count) ->
                        assertThat(count).as("carried by %s", protocol).isGreaterThan(tries.size() / 20));
        tries.assertAllDecide(Level.OF_CONNECTIONS);
    }

    private static boolean isTls(Connection connection) {
        return connection.protocol().equals("TLS");
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
        CONNECTIONS.assertSwapsAreNoticed(Level.OF_CONNECTIONS, 2_000);
    }
}
