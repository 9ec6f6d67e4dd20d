package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Something that Ruby or a shell has and the language does not, and what to write instead.
 *
 * @param what what is said about it; {@code %s} is the word
 */
record RubyHabit(Code code, String what, String why, String fix) {
    private static final String NO_CODE = "A runbook calls actions; it defines no types or functions of its own.";
    private static final String NO_LOOP = "Every runbook ends: the language has no loop without a bound.";
    private static final String ARITHMETIC = "Numbers and durations can be added and subtracted, nothing else.";

    /** Words that Ruby keeps for itself, wherever they stand. */
    private static final Map<String, RubyHabit> ANYWHERE = new HashMap<>();

    /** Words that only mean something where a statement begins. */
    private static final Map<String, RubyHabit> FIRST = new HashMap<>();

    private static final Map<String, RubyHabit> SIGNS = new HashMap<>();

    private static final Map<Integer, RubyHabit> KINDS = new HashMap<>();

    /** What Ruby writes into one line. */
    private static final Set<String> WITHIN_A_LINE = Set.of(
            "puts",
            "print",
            "printf",
            "p",
            "pp",
            "echo",
            "require",
            "require_relative",
            "load",
            "import",
            "system",
            "exec",
            "spawn",
            "sh",
            "bash",
            "sleep",
            "exit",
            "abort",
            "gets",
            "let",
            "var",
            "const",
            "return",
            "break",
            "next",
            "redo",
            "defined?",
            "alias",
            "undef",
            "super",
            "self",
            "yield",
            "__FILE__",
            "__LINE__",
            "*",
            "**",
            "%",
            "<<",
            ">>",
            "^",
            "~",
            "?",
            "&",
            "::",
            "<=>",
            "===",
            "+=",
            "-=",
            "*=",
            "||=",
            "&&=",
            "&.",
            "..",
            "...");

    static {
        word(ANYWHERE, NO_LOOP, "Write `wait up_to: 5.minutes until CONDITION`, or `for x in list do`.", "while");
        word(ANYWHERE, NO_CODE, "For steps that are used more than once write `procedure :name do |a, b|`.", "def");
        word(ANYWHERE, NO_CODE, "Remove it, and write its statements by themselves.", "class", "module", "alias");
        word(
                ANYWHERE,
                NO_CODE,
                "Remove it.",
                "undef",
                "super",
                "self",
                "yield",
                "BEGIN",
                "END",
                "__FILE__",
                "__LINE__");
        word(
                ANYWHERE,
                "Failures belong to steps.",
                "Write a step with a `rescue` clause: `step \"Title\" do` ... `rescue PATTERN => failure` ... `end`.",
                "begin");
        word(ANYWHERE, "There is one way to choose.", "Write `if` ... `elsif` ... `else` ... `end`.", "case", "when");
        word(ANYWHERE, "A condition ends with its line.", "Remove it, and write the rest on the next line.", "then");
        word(
                ANYWHERE,
                "A runbook is left in two ways, each with a reason.",
                "Write `finish \"reason\"` when all is well, or `fail \"message\"`.",
                "return");
        word(ANYWHERE, NO_LOOP, "Use `if` around what should be left out.", "break", "next", "redo");
        word(
                ANYWHERE,
                "Names are known before anything runs.",
                "To ask whether a parameter was given write `given? name`.",
                "defined?");

        word(
                FIRST,
                "A runbook talks to its reader.",
                "Write `note \"text\"`.",
                "puts",
                "print",
                "printf",
                "p",
                "pp",
                "echo");
        word(
                FIRST,
                "There is no Ruby to load.",
                "To take in another runbook's steps write `include \"file.rb\"`.",
                "require",
                "require_relative",
                "load",
                "import");
        word(
                FIRST,
                "No shell is ever started: a command is a list of arguments.",
                "Write `run \"command\", \"argument\"`.",
                "system",
                "exec",
                "spawn",
                "sh",
                "bash");
        word(FIRST, "A pause has a unit.", "Write `wait 30.seconds`.", "sleep");
        word(
                FIRST,
                "A runbook is left in two ways, each with a reason.",
                "Write `finish \"reason\"` when all is well, or `fail \"message\"`.",
                "exit",
                "abort");
        word(FIRST, NO_LOOP, "Write `wait up_to: 5.minutes until CONDITION`, or `for x in list do`.", "loop");
        word(FIRST, "Questions are known before the run.", "Write a `param`, or `confirm \"question\"`.", "gets");
        word(FIRST, NO_CODE, "Write `procedure :name do |a, b|`.", "lambda", "proc", "function");
        word(FIRST, "It is spelt in one way.", "Write `elsif`.", "elif", "elseif", "elsif?");
        word(FIRST, "A name is bound by `=` alone.", "Write `name = value`.", "let", "var", "const");
        word(
                FIRST,
                "Failures belong to steps.",
                "Write `rescue PATTERN => failure` inside a step.",
                "try",
                "catch",
                "except");
        word(FIRST, "Failures belong to steps.", "Write `ensure` inside a step.", "finally");
        word(FIRST, "Nothing comes after the last statement.", "Remove it, or write comments with `#`.", "__END__");

        sign("One line holds one statement.", "Begin a new line.", ";");
        sign(ARITHMETIC, "Write the result.", "*", "**", "%", "<<", ">>", "^", "~");
        sign("Both sides of a choice are written out.", "Write `if` ... `else` ... `end`.", "?");
        sign("Conditions are joined by two of them.", "Write `&&`.", "&");
        sign("A colon touches its name.", "Write `name: value` for an option, or `\"key\" => value` in a map.", ":");
        sign("Names have one part.", "Write the name alone.", "::");
        sign("Versions and numbers are compared by `==`, `<` and their like.", "Write one of those.", "<=>");
        sign("There is one kind of equal.", "Write `==`.", "===");

        kind(SAFE_DOT, "Ask first whether a value is there.", "Write `if given? name`, and then a plain dot.");
        kind(RANGE, "Lists are written out.", "Write `[1, 2, 3]`.");
        kind(ARROW_FUNCTION, NO_CODE, "Write `procedure :name do |a, b|`.");
        kind(BLOCK_ARGUMENT, NO_CODE, "Write `for x in list do` around what should be done with each.");
        kind(
                ASSIGN_OPERATOR,
                "A name is bound once and keeps its value.",
                "Bind a new name: `total = first + second`.");
        kind(SCOPED_NAME, "Names have one part.", "Write the name alone, such as `ImmutableField`.");
        kind(LINE_JOIN, "A line goes on when it ends in a comma, an operator or an open bracket.", "Remove the `\\`.");
        kind(PERCENT_LITERAL, "Lists and strings are written in one way.", "Write `[\"a\", \"b\"]`.");
        KINDS.put(
                HEREDOC,
                habit(
                        "a text over several lines (%s) is not part of the language",
                        "A string ends on its line.",
                        "Write \\n where a line ends, or use several `note` or `manual` statements."));
        KINDS.put(
                BLOCK_COMMENT,
                habit(
                        "a comment over several lines (=begin) is not part of the language",
                        "Comments have one form.",
                        "Begin each line of it with `#`."));
        KINDS.put(
                BACKTICKS,
                habit(
                        "backticks are not part of the language",
                        "No shell is ever started: a command is a list of arguments.",
                        "Write `run \"command\", \"argument\"`."));
        KINDS.put(
                QUOTED_SYMBOL,
                habit("%s is not part of the language", "A symbol is a plain name.", "Write :name, or a string."));
        KINDS.put(
                SIGIL_NAME,
                habit(
                        "%s is not part of the language",
                        "There are no variables of the shell, the environment or an object.",
                        "Take values in with `param :name, \"about\"` and use the plain name."));
    }

    private static RubyHabit habit(String what, String why, String fix) {
        return new RubyHabit(Code.RB0112, what, why, fix);
    }

    private static void word(Map<String, RubyHabit> table, String why, String fix, String... words) {
        for (String word : words) {
            table.put(word, habit("%s is not a word of the language", why, fix));
        }
    }

    private static void sign(String why, String fix, String... signs) {
        for (String sign : signs) {
            SIGNS.put(sign, habit("%s is not part of the language", why, fix));
        }
    }

    private static void kind(int type, String why, String fix) {
        KINDS.put(type, habit("%s is not part of the language", why, fix));
    }

    /**
     * The habit that a word shows, if it is one.
     *
     * @param before the word before it in its line
     * @param next the type of the word after it
     */
    static @Nullable RubyHabit of(Token token, @Nullable Token before, int next) {
        int type = token.getType();
        String text = token.getText();
        return switch (type) {
            case NAME, CONSTANT -> {
                if (before != null && before.getType() == DOT) {
                    yield null;
                }
                RubyHabit anywhere = ANYWHERE.get(text);
                boolean first = before == null && next != ASSIGN && next != DOT;
                yield anywhere != null || !first ? anywhere : FIRST.get(text);
            }
            case UNTIL -> before == null ? ANYWHERE.get("while") : null;
            case FOREIGN_OPERATOR, SEMICOLON -> SIGNS.get(text);
            case MAP_OPEN ->
                next == BAR
                        ? habit(
                                "a block in braces is not part of the language",
                                "Blocks have one form.",
                                "Write `for x in list do` ... `end`.")
                        : null;
            default -> KINDS.get(type);
        };
    }

    /** Whether such a word leaves no doubt of which block a line belongs to: nothing that it begins reaches over lines. */
    static boolean keepsBlocks(String word) {
        return WITHIN_A_LINE.contains(word) || word.matches("`[^`]*`|[$@].*");
    }

    /** Words that open a block in Ruby, so that their `end` is not taken for another's. */
    static boolean opensBlock(Token first) {
        return switch (first.getType()) {
            case UNTIL -> true;
            case NAME ->
                switch (first.getText()) {
                    case "while", "def", "class", "module", "begin", "case" -> true;
                    default -> false;
                };
            default -> false;
        };
    }
}
