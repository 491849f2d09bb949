package org.purposecdp.bench;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BacklogTest {

    @Test
    void whatStaysLevelIsKeptUpWith() {
        assertThat(at(500, 60, second -> 300).keptUp()).isTrue();
    }

    @Test
    void whatGoesUpAndDownIsKeptUpWith() {
        assertThat(at(500, 20, second -> 400 + 300 * Math.sin(second * 2)).keptUp()).isTrue();
    }

    @Test
    void aSlowStartIsForgiven() {
        assertThat(at(500, 20, second -> second < 6 ? 1_400 : 200).keptUp()).isTrue();
    }

    @Test
    void whatGrowsByAFiftiethOfTheRateIsNotKeptUpWithForAMinute() {
        Backlog growing = at(500, 60, second -> 50 + second * 10);

        assertThat(growing.growth()).isEqualTo(10);
        assertThat(growing.keptUp()).isFalse();
        assertThat(growing.hopeless()).isFalse();
    }

    @Test
    void threeSecondsOfLoadUnderWayAreTooMuchEvenWhereTheyStayLevel() {
        assertThat(at(500, 60, second -> 1_490).keptUp()).isTrue();
        assertThat(at(500, 60, second -> 1_510).keptUp()).isFalse();
    }

    @Test
    void fiveSecondsOfLoadUnderWayAreHopeless() {
        assertThat(at(500, 10, second -> second * 350).hopeless()).isTrue();
    }

    @Test
    void nothingSeenIsNotKeptUpWith() {
        assertThat(new Backlog(500).keptUp()).isFalse();
        assertThat(new Backlog(500).growth()).isNull();
    }

    private static Backlog at(int rate, int seconds, DoubleUnaryOperator underWay) {
        Backlog backlog = new Backlog(rate);
        for (double second = 0.25; second <= seconds; second += 0.25) {
            backlog.add(second, (long) underWay.applyAsDouble(second));
        }
        return backlog;
    }
}
