package io.kongruent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.push.AdminUnreachable;
import io.kongruent.push.ScriptedKong;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FencedTest {

    private static final byte[] DOCUMENT =
            "{\"spec\":\"{\\\"v\\\":1,\\\"version\\\":\\\"1\\\"}\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void nothingIsSentByWhoLeadsNoMore() {
        ScriptedKong kong = new ScriptedKong();
        AtomicBoolean leads = new AtomicBoolean(true);
        Fenced fenced = new Fenced(kong, leads::get);

        fenced.post(DOCUMENT, true);
        leads.set(false);

        assertThatThrownBy(() -> fenced.post(DOCUMENT, true))
                .isInstanceOf(AdminUnreachable.class)
                .hasMessageContainingAll(kong.url(), "doesn't lead any more");
        assertThat(kong.posts).hasSize(1);
        assertThat(fenced.probe()).isEqualTo(kong.probe());
        assertThat(fenced.applied()).isEqualTo(kong.applied());
    }
}
