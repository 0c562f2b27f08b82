package io.kongruent.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.cli.print.Style;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropagationTest {

    private static final String LEADER = """
            # HELP kongruent_info 1; what runs here
            # TYPE kongruent_info gauge
            kongruent_info{controller="kongruent.io/gateway-controller",version="0.1.0"} 1.0
            kongruent_leader 1.0
            kongruent_data_plane_state{data_plane="default",instance="http://kong-1:8001",state="applied"} 1.0
            kongruent_data_plane_state{data_plane="default",instance="http://kong-1:8001",state="pending"} 0.0
            kongruent_data_plane_state{data_plane="default",instance="http://kong-2:8001",state="unreachable"} 1.0
            kongruent_data_plane_state{data_plane="new",instance="http://kong-3:8001",state="pending"} 1.0
            kongruent_propagation_seconds_bucket{data_plane="default",le="0.05"} 40.0
            kongruent_propagation_seconds_bucket{data_plane="default",le="0.1"} 60.0
            kongruent_propagation_seconds_bucket{data_plane="default",le="2.5"} 94.0
            kongruent_propagation_seconds_bucket{data_plane="default",le="+Inf"} 100.0
            kongruent_propagation_seconds_count{data_plane="default"} 100
            kongruent_propagation_seconds_sum{data_plane="default"} 33.5
            """;

    private static final Style PLAIN = new Style(false);

    private static List<String> lines(Map<String, String> metrics) {
        return Propagation.lines(metrics, "kongruent.io/gateway-controller", PLAIN);
    }

    @Test
    void whoLeadsTellsOfItsDataPlanes() {
        String standby = "kongruent_info{version=\"0.1.0\",controller=\"kongruent.io/gateway-controller\"} 1\n"
                + "kongruent_leader 0.0\n";
        assertThat(lines(Map.of("system/b", standby, "system/a", LEADER)))
                .containsExactly(
                        "CONTROLLER  ROLE       DATA PLANE  KONGS                     CHANGES  MEDIAN         95 %",
                        "system/a    leads      default     1 applied, 1 unreachable  100      within 100 ms  over 2.5 s",
                        "                       new         1 pending                 0",
                        "system/b    stands by");
    }

    @Test
    void othersAreLeftOut() {
        assertThat(lines(Map.of("system/a", LEADER.replace("kongruent.io/", "example.com/"))))
                .isEmpty();
        assertThat(lines(Map.of("system/a", "<html>nothing of the kind</html>")))
                .isEmpty();
    }

    @Test
    void labelsAreReadAsTheyAreWritten() {
        Sample sample =
                Sample.read("x{a=\"1,2\",b=\"q\\\"u}o\\\\te\"} 4.5 1700000000").getFirst();
        assertThat(sample.labels()).isEqualTo(Map.of("a", "1,2", "b", "q\"u}o\\te"));
        assertThat(sample.value()).isEqualTo(4.5);
    }
}
