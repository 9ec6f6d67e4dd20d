package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which words and signs of the grammar are alike, where a rule would ask for one of many. */
final class TokenSets {
    /** Words of the language only where a statement begins. */
    static final Set<Integer> STATEMENT_WORDS = Set.of(
            RUNBOOK,
            EXTENDS,
            INCLUDE,
            PARAM,
            SECRET,
            IN_NAMESPACE,
            STEP,
            PROCEDURE,
            PERFORM,
            BEFORE,
            AFTER,
            REPLACE,
            REMOVE,
            SET,
            WAIT,
            RAISE,
            ASSERT,
            CONFIRM,
            MANUAL,
            NOTE,
            FAIL,
            FINISH,
            TRY_AGAIN);

    /** Words of the language everywhere but after a dot. */
    static final Set<Integer> RESERVED = Set.of(
            DO, END, RESCUE, ENSURE, RETRY, IF, UNLESS, ELSIF, ELSE, FOR, IN, UNTIL, AND, OR, NOT, TRUE, FALSE, NIL);

    /** Statements that may put their arguments in parentheses. */
    static final Set<Integer> VERBS = Set.of(ASSERT, CONFIRM, MANUAL, NOTE, FAIL, FINISH);

    /** Statements that are nothing without a block. */
    static final Set<Integer> BLOCK_WORDS = Set.of(STEP, PROCEDURE, BEFORE, AFTER, REPLACE);

    /** How those are spelt, and `for`. */
    static final List<String> BLOCK_WORD_TEXTS = List.of("step", "procedure", "before", "after", "replace", "for");

    /** The type of a word that stands in the grammar as it is spelt. */
    static int type(String word) {
        return IntStream.rangeClosed(1, VOCABULARY.getMaxTokenType())
                .filter(type -> ("'" + word + "'").equals(VOCABULARY.getLiteralName(type)))
                .findFirst()
                .orElseThrow();
    }

    /** Statements whose first part is a name with a colon before it. */
    static final Set<Integer> SYMBOL_WORDS = Set.of(PARAM, SECRET, SET, PROCEDURE, PERFORM);

    /** What begins a line that is no plain statement. */
    static final Set<Integer> CLAUSE_WORDS = Set.of(END, RESCUE, ENSURE, ELSIF, ELSE);

    /** A line that ends in one of these goes on. */
    static final Set<Integer> GOES_ON_AFTER = Set.of(
            COMMA,
            DOT,
            ARROW,
            ASSIGN,
            PLUS,
            MINUS,
            BANG,
            LESS,
            AT_MOST,
            GREATER,
            AT_LEAST,
            EQUAL,
            NOT_EQUAL,
            MATCHES,
            MATCHES_NOT,
            BOTH,
            EITHER,
            AND,
            OR,
            NOT);

    /** What needs a value before it. */
    static final Set<Integer> STANDS_BETWEEN = Set.of(
            DOT, ARROW, PLUS, LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, NOT_EQUAL, MATCHES, MATCHES_NOT, BOTH, EITHER);

    /** What a value begins with, and no statement does: such a line must belong to the line before. */
    static final Set<Integer> NEVER_BEGINS = Set.of(
            LABEL,
            TEXT,
            TEXT_BEGIN,
            RAW_TEXT,
            SYMBOL,
            NUMBER,
            COMMA,
            ARROW,
            ASSIGN,
            PLUS,
            LESS,
            AT_MOST,
            GREATER,
            AT_LEAST,
            EQUAL,
            NOT_EQUAL,
            MATCHES,
            MATCHES_NOT,
            BOTH,
            EITHER,
            AND,
            OR);

    /** What an argument begins with and nothing else does, when it stands after a name. */
    static final Set<Integer> BEGINS_ARGUMENT = Set.of(
            TEXT,
            TEXT_BEGIN,
            RAW_TEXT,
            SYMBOL,
            NUMBER,
            NAME,
            CONSTANT,
            TRUE,
            FALSE,
            NIL,
            LABEL,
            UNTIL,
            BROKEN_TEXT,
            BROKEN_RAW_TEXT);

    /** What a value begins with. */
    static final Set<Integer> BEGINS_VALUE = Set.of(
            TEXT,
            TEXT_BEGIN,
            RAW_TEXT,
            SYMBOL,
            NUMBER,
            REGEX,
            NAME,
            CONSTANT,
            TRUE,
            FALSE,
            NIL,
            LIST_OPEN,
            MAP_OPEN,
            GROUP_OPEN,
            BANG,
            MINUS,
            BROKEN_TEXT,
            BROKEN_RAW_TEXT);

    /** What a value ends with. */
    static final Set<Integer> ENDS_VALUE = Set.of(
            TEXT,
            TEXT_END,
            RAW_TEXT,
            SYMBOL,
            NUMBER,
            REGEX,
            NAME,
            CONSTANT,
            TRUE,
            FALSE,
            NIL,
            LIST_CLOSE,
            MAP_CLOSE,
            GROUP_CLOSE);

    private TokenSets() {}

    static boolean isWord(int type) {
        return type == NAME || type == CONSTANT || STATEMENT_WORDS.contains(type) || RESERVED.contains(type);
    }
}
