package org.purposecdp.consent.subject;

import java.util.List;

import org.purposecdp.consent.word.Statement;

/** All that is on file about some nodes and the identifiers that they bear. */
record OnFile(
        List<StoredDecision> decisions,
        List<Statement> statements,
        List<StoredFact> facts,
        List<StoredNotice> notices) {}
