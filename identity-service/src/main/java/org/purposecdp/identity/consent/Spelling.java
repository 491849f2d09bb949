package org.purposecdp.identity.consent;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.text.Name;

/**
 * How "yes" and "no" are written. A "no" is heard in every form that tools are known to write;
 * "yes" is {@code true} alone, as the formats that carry consent have it, be it as text. All else
 * is unclear, and denies.
 */
public final class Spelling {
    private static final Set<String> NO =
            Set.of(
                    "false",
                    "f",
                    "no",
                    "n",
                    "non",
                    "nein",
                    "ei",
                    "nej",
                    "off",
                    "out",
                    "0",
                    "0.0",
                    "deny",
                    "denied",
                    "decline",
                    "declined",
                    "reject",
                    "rejected",
                    "refuse",
                    "refused",
                    "withdraw",
                    "withdrawn",
                    "revoke",
                    "revoked",
                    "disallow",
                    "disallowed",
                    "disagree",
                    "disagreed",
                    "disable",
                    "disabled",
                    "objected",
                    "block",
                    "blocked",
                    "optout",
                    "optedout",
                    "notgranted",
                    "notallowed",
                    "notaccepted",
                    "notconsented",
                    "unconsented");

    private static final Set<String> REFUSAL_BEGINS =
            Set.of(
                    "no", "off", "of", "opt", "out", "fals", "den", "dec", "dis", "rej", "ref",
                    "rev", "with", "block", "obj", "un", "nul", "nil", "nan", "n/a");

    private static final Set<String> REFUSAL_HAS =
            Set.of(
                    "false",
                    "denied",
                    "deny",
                    "declin",
                    "reject",
                    "refus",
                    "withdr",
                    "revok",
                    "disallow",
                    "disagre",
                    "disabl",
                    "block",
                    "optout",
                    "optedout",
                    "notgranted");

    private static final Set<String> STATES =
            Set.of(
                    "true",
                    "yes",
                    "y",
                    "on",
                    "ok",
                    "grant",
                    "granted",
                    "accept",
                    "accepted",
                    "allow",
                    "allowed",
                    "agree",
                    "agreed",
                    "consented",
                    "enabled",
                    "active",
                    "pending",
                    "default",
                    "missing",
                    "empty",
                    "inactive",
                    "required");

    private Spelling() {}

    public static Word read(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue() ? Word.YES : Word.NO;
        }
        if (node.isNumber()) {
            return node.decimalValue().signum() == 0 ? Word.NO : Word.UNCLEAR;
        }
        if (node.isArray()) {
            return ofSeveral(node);
        }
        return node.isTextual() ? read(node.textValue()) : Word.UNCLEAR;
    }

    /** A "no" among others is one; else it is not known which of them holds. */
    private static Word ofSeveral(JsonNode list) {
        for (JsonNode one : list) {
            if (read(one) == Word.NO) {
                return Word.NO;
            }
        }
        return Word.UNCLEAR;
    }

    private static Word read(String text) {
        if (Name.shown(text).equalsIgnoreCase("true")) {
            return Word.YES;
        }
        boolean no = NO.contains(Name.folded(text)) || NO.contains(Name.joined(text));
        return no ? Word.NO : Word.UNCLEAR;
    }

    /**
     * Whether a text that stands where a name or a word may is surely a name: older SDKs send {id:
     * name}. What resembles a refusal, or tells any other state, is none.
     */
    public static boolean isName(String text) {
        String joined = Name.joined(text);
        return read(text) == Word.UNCLEAR
                && joined.codePoints().anyMatch(Character::isLetter)
                && joined.codePoints().allMatch(c -> "{}[]<>;|".indexOf(c) < 0)
                && !STATES.contains(joined)
                && REFUSAL_BEGINS.stream().noneMatch(joined::startsWith)
                && REFUSAL_HAS.stream().noneMatch(joined::contains);
    }
}
