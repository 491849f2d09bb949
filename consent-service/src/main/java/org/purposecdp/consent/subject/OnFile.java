package org.purposecdp.consent.subject;

import java.util.List;
import java.util.Set;

import org.purposecdp.consent.word.Statement;

/**
 * All that is on file about some nodes and the identifiers that they bear.
 *
 * @param ofNobody those of the identifiers that stand for nobody
 */
record OnFile(
        List<StoredDecision> decisions,
        List<Statement> statements,
        List<StoredFact> facts,
        List<StoredNotice> notices,
        Set<String> ofNobody) {}
