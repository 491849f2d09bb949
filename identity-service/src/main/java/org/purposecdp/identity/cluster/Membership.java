package org.purposecdp.identity.cluster;

/**
 * Where a node is.
 *
 * @param version rises when the node moves between clusters
 * @param group its verified group
 */
public record Membership(String profileId, long version, String group) {}
