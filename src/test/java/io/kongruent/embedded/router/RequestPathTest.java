package io.kongruent.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a, /a",
        "//, /",
        "///a, /a",
        "/a//b/../c, /a/c",
        "/a/./b, /a/b",
        "/a/., /a/",
        "/a/.., /",
        "/.., /",
        "/../a, /a",
        "/a/b/../../../c, /c",
        "/a/b/.., /a/",
        "/a/..b, /a/..b",
        "/a/.b/, /a/.b/",
        "/%66oo, /foo",
        "/a%20b, /a b",
        "/x%2fy, /x%2Fy",
        "/x%2Fy/../z, /z",
        "/%2e%2E/a, /a",
        "/a%2, /a%2",
        "/a%zz, /a%zz",
        "/%25zz, /%25zz",
        "/%C3%A9, /\u00c3\u00a9",
        "/a;b=1/c, /a;b=1/c",
        "*, *",
        "'', ''"
    })
    void asTheRouterSeesIt(String raw, String seen) {
        assertThat(RequestPath.normalise(raw)).isEqualTo(seen);
    }
}
