package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HttpPortTest {

    @Test
    void aPortThatIsTakenIsNamedWithTheOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            assertThatThrownBy(() -> HttpPort.check("0.0.0.0", taken.getLocalPort()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .satisfies(e -> assertThat(((Failure) e).next()).contains("--http-port"));
        }
        assertThatCode(() -> HttpPort.check("127.0.0.1", 0)).doesNotThrowAnyException();
    }
}
