package dev.runbook.run.journal;

import java.util.function.UnaryOperator;

/** A journal that says something in other words and hands it on. */
public record RewrittenTexts(UnaryOperator<String> words, Journal next) implements Journal {
    @Override
    public void append(Entry entry) {
        next.append(new EntryTexts(words).of(entry));
    }
}
