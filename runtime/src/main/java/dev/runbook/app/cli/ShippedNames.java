package dev.runbook.app.cli;

import dev.runbook.app.library.Library;
import java.util.Iterator;

/** The names of the shipped runbooks, for the shell's completion. */
final class ShippedNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return new Library().shipped().iterator();
    }
}
