package org.purposecdp.consent.subject;

import java.util.List;

/** All that is on file about some nodes and the identifiers that they bear. */
record OnFile(List<StoredDecision> decisions, List<StoredFact> facts, List<StoredNotice> notices) {}
