package org.purposecdp.activation.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.purposecdp.activation.destination.Destination;
import org.purposecdp.activation.destination.Receiver;

/** The attempts under way to one destination, and whether more may be claimed. */
class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final String id;
    private final Claimer claimer;
    private final Carrier carrier;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private volatile boolean more;
    private volatile Destination destination;

    /** Claims at most so many. */
    interface Claimer {
        Uni<Claims.Round> claim(String id, int free);
    }

    /** Makes one attempt and says when it is over. */
    interface Carrier {
        void send(Receiver to, Attempt attempt, Runnable done);
    }

    Lane(String id, Claimer claimer, Carrier carrier) {
        this.id = id;
        this.claimer = claimer;
        this.carrier = carrier;
    }

    void become(Destination newest) {
        destination = newest;
    }

    /** Something may be due. */
    void wake() {
        more = true;
        claim();
    }

    /** Many at a time: a claim costs the same for one as for a quarter of the lane. */
    private void claim() {
        Destination to = destination;
        if (to == null || !more || free(to) < Math.max(1, to.maxInFlight() / 4)) {
            return;
        }
        if (!claiming.compareAndSet(false, true)) {
            return;
        }
        more = false;
        int free = free(to);
        claimer.claim(id, free).subscribe().with(round -> claimed(free, round), this::failed);
    }

    boolean idle() {
        return inFlight.get() == 0 && !claiming.get();
    }

    private int free(Destination to) {
        return to.maxInFlight() - inFlight.get();
    }

    private void claimed(int asked, Claims.Round round) {
        inFlight.addAndGet(round.attempts().size());
        round.attempts().forEach(attempt -> carrier.send(round.receiver(), attempt, this::over));
        if (round.looked() == asked) {
            more = true;
        }
        claiming.set(false);
        claim();
    }

    private void over() {
        inFlight.decrementAndGet();
        claim();
    }

    private void failed(Throwable failure) {
        LOG.warnf("claiming failed with %s, again", failure.getClass().getName());
        claiming.set(false);
    }
}
