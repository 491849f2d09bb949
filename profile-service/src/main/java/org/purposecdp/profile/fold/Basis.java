package org.purposecdp.profile.fold;

import java.time.Duration;
import java.time.Instant;

import org.purposecdp.contracts.policy.Policy;

/**
 * What a fold goes by.
 *
 * @param print of what it reads of the policy
 * @param suspension how long what is denied without the person's own act stays, invisible
 */
record Basis(Policy policy, String print, Instant at, Duration suspension) {}
