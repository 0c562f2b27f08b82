package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.model.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names lead out of the cluster. */
class OutsideHostTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"api.example.com", "echo.shop", "svc.example.com", "xn--bcher-kva.example", "10.example.com"})
    void outside(String hostname) {
        assertThat(OutsideHost.problem(hostname)).isEmpty();
        assertThat(OutsideHost.complete(hostname)).isEqualTo(hostname + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "echo.shop.svc,RefNotPermitted",
        "echo.shop.svc.cluster.local,RefNotPermitted",
        "10-0-0-1.shop.pod.cluster.local,RefNotPermitted",
        "kubernetes,BackendNotFound",
        "localhost,BackendNotFound",
        "me.localhost,BackendNotFound",
        "10.0.0.1,BackendNotFound",
        "2130706433,BackendNotFound",
    })
    void inside(String hostname, Reason reason) {
        assertThat(OutsideHost.problem(hostname)).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.message()).startsWith(hostname + " is ");
        });
    }
}
