package dev.runbook.language.check;

import dev.runbook.source.Source;
import dev.runbook.syntax.Statement;
import java.util.List;
import java.util.Optional;

/**
 * One file of an overlay chain, its includes spliced in.
 *
 * @param base the statement that names the file below; empty for the lowest
 * @param statements all but the title and {@code extends}
 */
record Layer(Source source, String title, Optional<Statement.Extends> base, List<Statement> statements) {}
