package org.purposecdp.contracts.policy;

/** A version of a notice. */
public record NoticeVersion(String notice, int version) {}
