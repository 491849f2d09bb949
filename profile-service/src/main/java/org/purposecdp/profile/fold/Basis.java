package org.purposecdp.profile.fold;

import java.time.Duration;
import java.time.Instant;

import org.purposecdp.contracts.policy.PolicyBySource;
import org.purposecdp.profile.gate.Gate;

/**
 * What a fold goes by.
 *
 * @param suspension how long what is denied without the person's own act stays, invisible
 */
record Basis(PolicyBySource policy, Instant at, Duration suspension) {
    Gate gate() {
        return new Gate(policy, at, suspension);
    }
}
