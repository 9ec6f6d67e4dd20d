package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import org.antlr.v4.runtime.Token;

/** Which clauses may still come in a block that is open. */
enum Clauses {
    /** `if`, before its `else`. */
    CHOICE,
    /** `unless`, before its `else`: Ruby has no `elsif` in it either. */
    SHORT_CHOICE,
    /** `if` or `unless`, after its `else`. */
    CHOICE_MADE,
    /** A step, an edit or a procedure, before its `ensure`. */
    BODY,
    /** A step, after its `ensure`. */
    BODY_ENSURED,
    /** `for`. */
    LOOP,
    /** A block that is a mistake itself, and has been told. */
    ANY;

    static final ClauseCheck OUTSIDE = new ClauseCheck(
            "It is a part of a block, and no block is open here.",
            "Check the `end` before it: it may have closed the block too early.");

    private static final ClauseCheck FITS = new ClauseCheck("", "");

    /**
     * @param why empty when the clause fits
     */
    record ClauseCheck(String why, String fix) {
        boolean fits() {
            return why.isEmpty();
        }
    }

    static Clauses of(Token opener) {
        return switch (opener.getType()) {
            case IF -> CHOICE;
            case UNLESS -> SHORT_CHOICE;
            case FOR -> LOOP;
            case STEP, BEFORE, AFTER, REPLACE, PROCEDURE -> BODY;
            default -> ANY;
        };
    }

    ClauseCheck answer(Token clause) {
        boolean ofChoice = clause.getType() == ELSE || clause.getType() == ELSIF;
        return switch (this) {
            case ANY -> FITS;
            case CHOICE, SHORT_CHOICE, CHOICE_MADE -> ofChoice ? inChoice(clause) : noFailures();
            case LOOP -> ofChoice ? noChoice("a `for`") : noFailures();
            case BODY -> ofChoice ? noChoice("a step") : FITS;
            case BODY_ENSURED -> {
                if (ofChoice) {
                    yield noChoice("a step");
                }
                yield new ClauseCheck(
                        "`ensure` is the last clause of a step, and there is one.",
                        clause.getType() == RESCUE
                                ? "Move this clause above `ensure`."
                                : "Write its statements under the first `ensure`.");
            }
        };
    }

    private ClauseCheck inChoice(Token clause) {
        if (this == CHOICE_MADE) {
            return new ClauseCheck(
                    "`else` is the last clause of a choice, and there is one.", "Move this clause above `else`.");
        }
        if (this == SHORT_CHOICE && clause.getType() == ELSIF) {
            return new ClauseCheck(
                    "`unless` has no second condition.", "Write `if` with the opposite condition first.");
        }
        return FITS;
    }

    private static ClauseCheck noFailures() {
        return new ClauseCheck(
                "`rescue` and `ensure` are clauses of a step.",
                "Put a step around it: `step \"Title\" do` ... `rescue PATTERN => failure` ... `end`.");
    }

    private static ClauseCheck noChoice(String block) {
        return new ClauseCheck(
                "It is a clause of `if`, and the block that is open here is " + block + ".",
                "Check the `end` before it: it may have closed the `if` too early.");
    }

    /** What may come after a clause. */
    Clauses after(Token clause) {
        return switch (this) {
            case CHOICE, SHORT_CHOICE -> clause.getType() == ELSE ? CHOICE_MADE : this;
            case BODY -> clause.getType() == ENSURE ? BODY_ENSURED : this;
            case CHOICE_MADE, BODY_ENSURED, LOOP, ANY -> this;
        };
    }
}
