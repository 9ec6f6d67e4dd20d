package dev.runbook.syntax;

/** An operator with two operands, with the text it is written as; word forms bind weakest, as in Ruby. */
public enum BinaryOperator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    MATCHES("=~"),
    MATCHES_NOT("!~"),
    AND("&&"),
    OR("||"),
    AND_WORD("and"),
    OR_WORD("or"),
    PLUS("+"),
    MINUS("-");

    private final String symbol;

    BinaryOperator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }
}
