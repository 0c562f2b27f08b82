package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.embedded.StreamListen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamPortsTest {

    @Test
    void portsAreForConnectionsUnlessTheySayOtherwise() {
        StreamPorts ports = StreamPorts.of(List.of("5432", "tcp:6379=16379", "tls:9443", "udp:53=5353"));
        assertThat(ports.listens())
                .containsExactly(
                        StreamListen.tcp(5432),
                        StreamListen.tcp(16379),
                        StreamListen.tls(9443),
                        StreamListen.udp(5353));
        assertThat(ports.map()).isEqualTo(Map.of(5432, 5432, 6379, 16379, 9443, 9443, 53, 5353));
    }

    @Test
    void whatIsNoPortIsRefused() {
        for (String text : List.of("sctp:1", "0", "70000", "udp:", "1=2=3")) {
            assertThatThrownBy(() -> StreamPorts.of(List.of(text)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(text);
        }
    }
}
