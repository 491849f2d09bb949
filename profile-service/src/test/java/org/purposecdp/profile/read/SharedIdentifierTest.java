package org.purposecdp.profile.read;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SharedIdentifierTest {
    @Test
    void whoAloneBearsItIsRead() {
        assertThat(Reading.only(List.of("p"))).isEqualTo("p");
    }

    @Test
    void severalAreNamed() {
        ProblemException shared = refused(2);

        assertThat(shared.type()).isEqualTo(ProfileProblem.SHARED_IDENTIFIER);
        assertThat(shared.extensions())
                .containsEntry("profileIds", List.of("p0", "p1"))
                .containsEntry("more", false);
    }

    @Test
    void ofManySomeAreNamedAndThatThereAreMore() {
        ProblemException shared = refused(Reading.MOST_BEARERS + 1);

        assertThat(shared.type()).isEqualTo(ProfileProblem.SHARED_IDENTIFIER);
        assertThat((List<?>) shared.extensions().get("profileIds")).hasSize(Reading.MOST_BEARERS);
        assertThat(shared.extensions()).containsEntry("more", true);
        assertThat(shared).hasMessageContaining("more than 20");
    }

    private static ProblemException refused(int bearers) {
        return catchThrowableOfType(
                ProblemException.class,
                () -> Reading.only(IntStream.range(0, bearers).mapToObj(i -> "p" + i).toList()));
    }
}
