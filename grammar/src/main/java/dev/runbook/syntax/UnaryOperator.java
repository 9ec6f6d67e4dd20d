package dev.runbook.syntax;

/** An operator with one operand, with the text it is written as. */
public enum UnaryOperator {
    NOT("!"),
    NOT_WORD("not"),
    MINUS("-");

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }
}
