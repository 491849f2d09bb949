package org.purposecdp.profile.fold;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/**
 * Profiles that could not be written or told of. Each is tried again after a growing pause, and
 * meanwhile nobody else waits for it: it shows nothing that it may not, and acknowledges nothing.
 */
@ApplicationScoped
public class Setbacks {
    private static final Logger LOG = Logger.getLogger(Setbacks.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** More of them would be no matter of single profiles. */
    private static final int MOST = 1_000;

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Setback> setbacks = new LinkedHashMap<>();

    private record Setback(Duration pause, Instant until) {}

    @Inject
    Setbacks(MeterRegistry meters) {
        this(meters, Clock.systemUTC());
    }

    Setbacks(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        meters.gauge("cdp.profiles.failing", this, Setbacks::size);
    }

    /** Told in the log once, until it succeeds. */
    public synchronized void note(String profileId, Throwable failure) {
        Setback last = setbacks.remove(profileId);
        if (last == null) {
            LOG.errorf(
                    "profile %s failed with %s: it is tried again, and others go on",
                    profileId, failure.getClass().getName());
        }
        Duration pause = last == null ? FIRST_PAUSE : shorter(last.pause().multipliedBy(2));
        setbacks.put(profileId, new Setback(pause, clock.instant().plus(pause)));
        if (setbacks.size() > MOST) {
            setbacks.remove(setbacks.keySet().iterator().next());
        }
        meters.counter("cdp.profile.failures").increment();
    }

    private static Duration shorter(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    synchronized void over(String profileId) {
        setbacks.remove(profileId);
    }

    /** Those whose pause is not over. */
    public synchronized Set<String> paused() {
        Instant now = clock.instant();
        Set<String> paused = new TreeSet<>();
        setbacks.forEach(
                (profileId, setback) -> {
                    if (now.isBefore(setback.until())) {
                        paused.add(profileId);
                    }
                });
        return paused;
    }

    private synchronized int size() {
        return setbacks.size();
    }
}
