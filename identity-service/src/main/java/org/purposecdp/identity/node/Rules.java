package org.purposecdp.identity.node;

import org.purposecdp.contracts.identifier.IdentityRules;

/**
 * The identity rules of a policy.
 *
 * @param version of the policy; 0 before there is one
 */
public record Rules(long version, IdentityRules rules) {}
