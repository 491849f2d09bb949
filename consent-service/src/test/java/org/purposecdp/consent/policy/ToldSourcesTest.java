package org.purposecdp.consent.policy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.kit.state.StateRecord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ToldSourcesTest {

    @Test
    void onlyWhatIsNewerThanWhatIsOnFileIsTaken() {
        ToldSources told = ToldSources.of(List.of(message(web(2)), message(shop(1))));

        assertThat(told.newerThan(Map.of("web", web(2)))).containsExactly(shop(1));
        assertThat(told.newerThan(Map.of("web", web(1), "shop", shop(7)))).containsExactly(web(2));
        assertThat(told.unreadable()).isEmpty();
    }

    @Test
    void anUnreadableSourceIsToldWithTheOffsetAtWhichItIsBlocked() {
        StateRecord garbage = new StateRecord("web", "no source".getBytes(UTF_8), 0, 2);

        ToldSources told = ToldSources.of(List.of(message(web(1)), garbage));

        assertThat(told.unreadable()).containsExactly(Map.entry("web", garbage));
        assertThat(told.read().get("web").offset()).isEqualTo(1);
    }

    @Test
    void aSourceUnderAnothersKeyOrOfNoKindIsUnreadable() {
        byte[] web = Json.bytes(web(1));
        StateRecord underAnothers = new StateRecord("shop", web, 0, 1);
        StateRecord ofNoKind = new StateRecord("app", "{\"id\":\"app\"}".getBytes(UTF_8), 0, 2);

        assertThat(ToldSources.of(List.of(underAnothers, ofNoKind)).unreadable())
                .containsOnlyKeys("shop", "app");
    }

    private static StateRecord message(Source source) {
        return new StateRecord(source.id(), Json.bytes(source), 0, source.version());
    }

    private static Source web(long version) {
        return new Source("web", version, false, SourceKind.PUBLIC, true, List.of());
    }

    private static Source shop(long version) {
        return new Source("shop", version, false, SourceKind.SERVER, false, List.of());
    }
}
