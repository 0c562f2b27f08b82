package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {

    @Test
    void everySettingIsDocumented() throws IOException {
        String documentation = Files.readString(Path.of("docs/cli.md"));

        assertThat(SettingsCheck.names())
                .contains("kongruent.controller-name", "kongruent.push.watch")
                .allSatisfy(name -> assertThat(documentation).contains("`" + inDocs(name) + "`"));
    }

    private static String inDocs(String name) {
        return name.replace("data-planes.*", "data-planes.NAME")
                .replace("port-map.*", "port-map.PORT")
                .replace("headers.*", "headers.HEADER")
                .replace("[*]", "");
    }

    @Test
    void problemsAreInWords() {
        assertThat(
                        SettingsCheck.inWords(
                                "java.lang.IllegalArgumentException: SRCFG00039: The config property kongruent.push.watch with the"
                                        + " config value \"abc\" threw an Exception whilst being converted Invalid duration: abc"))
                .isEqualTo("kongruent.push.watch: \"abc\" can't be used: Invalid duration: abc");
        assertThat(SettingsCheck.inWords(
                        "SRCFG00050: kongruent.pusch.watch in SysPropConfigSource does not map to any root"))
                .isEqualTo("kongruent.pusch.watch (SysPropConfigSource) is no setting;"
                        + " did you mean kongruent.push.watch?");
    }

    @Test
    void variablesThatAreNoSettingsAreNamed() {
        assertThat(SettingsCheck.strangers(List.of(
                        "PATH",
                        "KONGRUENT_DEBUG",
                        "KONGRUENT_TAGS",
                        "KONGRUENT_DATA_PLANES_DEFAULT_ADMIN_URLS",
                        "KONGRUENT_DATA_PLANES_MY_PLANE_PORT_MAP_80",
                        "KONGRUENT_PUSH_WACTH")))
                .containsExactly("the environment variable KONGRUENT_PUSH_WACTH is no setting and isn't used;"
                        + " did you mean KONGRUENT_PUSH_WATCH?");
    }
}
