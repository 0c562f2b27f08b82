package io.kongruent.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a%20b, '/a b'",
        "/%61, /a",
        "/a%2fb, /a%2Fb",
        "/a%3Ab, /a%3Ab",
        "/a%2541, /a%2541",
        "/caf%c3%a9, /café",
        "/a/%2e%2e/b, /b",
        "/a/../../b, /b",
        "/a/./b/, /a/b/",
        "/a//b, /a/b",
        "/a/.., /",
        "/a/b/.., /a/",
        "/.well-known/x, /.well-known/x",
        "/a%, /a%",
        "/a%zz, /a%zz"
    })
    void isWhatTheRouterSees(String declared, String seen) {
        assertThat(DeclaredPath.asRouterSees(declared)).contains(seen);
    }

    @Test
    void whatIsNoTextMatchesNothing() {
        assertThat(DeclaredPath.asRouterSees("/%ff")).isEmpty();
    }
}
