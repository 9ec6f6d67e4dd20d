package dev.runbook.parse;

import static dev.runbook.parse.RunbookGrammarParser.*;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Makes lines of words: joins what goes on, pairs brackets, and tells names from the words of the language. */
final class LogicalLines {
    private static final Set<Integer> CALLABLE = Set.of(ASSERT, CONFIRM, MANUAL, NOTE, FAIL, FINISH, NAME, CONSTANT);
    private static final Set<Integer> PICKABLE = Set.of(NAME, GROUP_CLOSE, LIST_CLOSE, MAP_CLOSE, TEXT, TEXT_END);

    private final List<Token> words;
    private final SyntaxDiagnostics problems;
    private final ForeignSyntax foreign;
    private final Brackets brackets;
    private final Literals literals;
    private final List<LogicalLine> lines = new ArrayList<>();

    private List<Token> line = new ArrayList<>();
    private boolean bad;
    private int bracedBlocks;
    /** How many mistakes there were before this line. */
    private int problemsBefore;

    private LogicalLines(List<Token> words, SyntaxDiagnostics problems) {
        this.words = words;
        this.problems = problems;
        this.foreign = new ForeignSyntax(problems);
        this.brackets = new Brackets(problems);
        this.literals = new Literals(problems);
    }

    /**
     * @param tooDeep whether brackets are nested so deep that the rest was not looked at
     */
    record Lines(List<LogicalLine> lines, boolean tooDeep) {}

    static Lines lines(List<Token> words, SyntaxDiagnostics problems) {
        LogicalLines layout = new LogicalLines(words, problems);
        layout.read();
        return new Lines(layout.lines, layout.brackets.tooDeep());
    }

    private void read() {
        for (int i = 0; i < words.size() && !brackets.tooDeep(); i++) {
            CommonToken token = (CommonToken) words.get(i);
            if (token.getType() == NEWLINE) {
                lineEnd(token, i);
            } else if (token.getType() == SEMICOLON || token.getType() == LINE_JOIN) {
                tell(token, i);
            } else {
                word(token, i);
            }
        }
        if (!line.isEmpty() && !brackets.tooDeep()) {
            if (brackets.inText()) {
                bad |= brackets.endText(bad);
            }
            finish(line.getLast());
        }
    }

    private void word(CommonToken token, int index) {
        settle(token, index);
        braces(token, index);
        tell(token, index);
        literals.check(token);
        bad |= brackets.see(token, bad);
        line.add(token);
    }

    private void tell(Token token, int index) {
        if (!bad && foreign.tell(token, line, typeAt(index + 1))) {
            bad = true;
        }
    }

    private int typeAt(int index) {
        return index < words.size() ? words.get(index).getType() : Token.EOF;
    }

    /** Gives a word the type that its place makes of it. */
    private void settle(CommonToken token, int index) {
        int type = token.getType();
        Token before = line.isEmpty() ? null : line.getLast();
        if (before != null && before.getType() == DOT && TokenSets.isWord(type)) {
            token.setType(NAME);
        } else if (TokenSets.STATEMENT_WORDS.contains(type) && !beginsStatement(index)) {
            token.setType(NAME);
        } else if (before != null && before.getStopIndex() + 1 == token.getStartIndex()) {
            if (type == GROUP_OPEN && (CALLABLE.contains(before.getType()) || statementWord(before))) {
                token.setType(CALL_OPEN);
            } else if (type == LIST_OPEN && PICKABLE.contains(before.getType())) {
                token.setType(PICK_OPEN);
            }
        }
    }

    /** Braces around a block, as other languages have them, are read as the words that are meant. */
    private void braces(CommonToken token, int index) {
        boolean lineEnds = typeAt(index + 1) == NEWLINE || typeAt(index + 1) == Token.EOF;
        if (token.getType() == MAP_OPEN
                && lineEnds
                && brackets.isEmpty()
                && !line.isEmpty()
                && TokenSets.BLOCK_WORDS.contains(line.getFirst().getType())
                && line.getLast().getType() != LABEL
                && line.getLast().getType() != COMMA) {
            token.setType(DO);
            bracedBlocks++;
            problems.add(
                    Code.RB0111,
                    token,
                    "a block is written with `do`, not with `{`",
                    "Braces hold the entries of a map.",
                    "Write `do` here, and `end` where its `}` is.");
        } else if (token.getType() == MAP_CLOSE
                && bracedBlocks > 0
                && line.isEmpty()
                && lineEnds
                && brackets.isEmpty()) {
            token.setType(END);
            bracedBlocks--;
        }
    }

    private static boolean statementWord(Token token) {
        return TokenSets.STATEMENT_WORDS.contains(token.getType());
    }

    private boolean beginsStatement(int index) {
        // A line that begins with a dot goes on with the line before.
        boolean dotBelow = typeAt(index + 1) == NEWLINE && typeAt(index + 2) == DOT;
        return line.isEmpty() && typeAt(index + 1) != ASSIGN && typeAt(index + 1) != DOT && !dotBelow;
    }

    private void lineEnd(Token newline, int index) {
        if (line.isEmpty()) {
            return;
        }
        if (brackets.inText()) {
            bad |= brackets.endText(bad);
        }
        Token last = line.getLast();
        boolean broken = last.getType() == BROKEN_TEXT || last.getType() == BROKEN_RAW_TEXT;
        if (broken) {
            // The string took in what these were closed by.
            brackets.forgetOpenedOn(last.getLine());
        }
        // The reader of words leaves no two line ends side by side.
        boolean fresh = index + 1 >= words.size() || onlyBegins(index + 1);
        if (fresh) {
            finish(newline);
            return;
        }
        Token next = words.get(index + 1);
        boolean goesOn = TokenSets.GOES_ON_AFTER.contains(line.getLast().getType()) || next.getType() == DOT;
        if (!brackets.isEmpty() || goesOn) {
            return;
        }
        if (TokenSets.NEVER_BEGINS.contains(next.getType()) && canGoOn()) {
            if (!bad) {
                lineBreakTooEarly(next);
            }
            return;
        }
        finish(newline);
    }

    /** Whether a line that a next line might belong to is open; not so after the head of a block. */
    private boolean canGoOn() {
        int first = line.getFirst().getType();
        return !TokenSets.CLAUSE_WORDS.contains(first)
                && first != IF
                && first != UNLESS
                && line.stream().noneMatch(t -> t.getType() == DO);
    }

    private void lineBreakTooEarly(Token next) {
        bad = true;
        problems.add(
                Code.RB0115,
                new Label(problems.span(next), "no line begins like this"),
                List.of(new Label(problems.span(line.getLast()), "the line before ends here")),
                "this line begins with " + TokenText.of(next) + ", which no statement does",
                "A statement ends with its line, unless the line ends with a comma, an operator or an open bracket.",
                "If it belongs to the line before, end that line with a comma or an operator.");
    }

    /** Whether a word at the beginning of a line can only begin a line, whatever was open before. */
    private boolean onlyBegins(int index) {
        int type = typeAt(index);
        if (TokenSets.CLAUSE_WORDS.contains(type) || type == IF || type == UNLESS || type == FOR) {
            return true;
        }
        int next = typeAt(index + 1);
        boolean word = TokenSets.STATEMENT_WORDS.contains(type);
        return (word && TokenSets.BEGINS_ARGUMENT.contains(next)) || ((word || type == NAME) && next == ASSIGN);
    }

    private void finish(Token at) {
        bad |= brackets.lineEnds(bad);
        CommonToken newline = new CommonToken(at);
        newline.setType(NEWLINE);
        if (at.getType() != NEWLINE) {
            newline.setStartIndex(at.getStopIndex() + 1);
            newline.setStopIndex(at.getStopIndex());
            newline.setCharPositionInLine(
                    at.getCharPositionInLine() + at.getText().length());
        }
        newline.setText("\n");
        line.add(newline);
        lines.add(new LogicalLine(line, bad));
        if (bad) {
            problems.keepOne(problemsBefore);
        }
        problemsBefore = problems.count();
        line = new ArrayList<>();
        bad = false;
    }
}
