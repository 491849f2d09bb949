package org.purposecdp.e2e.journey;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.ConsentAnswer;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** A decision is never said to hold where it does not. */
@OnPlatform
class StoppedConsumerIT {

    @ParameterizedTest
    @ValueSource(strings = {Stack.PROFILE, Stack.ACTIVATION})
    void answerIsRecordedAndNamesTheConsumerThatIsStopped(
            String service, Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        aino.grants("marketing");
        brand.shop().send(aino.identify().trait("favouriteColour", "blue"));
        aino.awaitProfile(
                "marketing",
                profile -> assertThat(profile.traits()).containsKey("favouriteColour"));

        platform.service(service).suspend();
        ConsentAnswer answer;
        try {
            answer = aino.withdraws("marketing", Duration.ofSeconds(3));
        } finally {
            platform.service(service).resume();
        }

        assertThat(answer.state()).isEqualTo("recorded");
        assertThat(answer.pending()).containsExactly(service);
        platform.service(service).awaitReady();
        assertThat(aino.withdraws("marketing", Duration.ofSeconds(30)).state())
                .isEqualTo("enforced");
    }
}
