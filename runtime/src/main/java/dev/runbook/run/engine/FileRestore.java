package dev.runbook.run.engine;

import dev.runbook.port.Workspace;
import dev.runbook.run.journal.Entry;
import java.io.IOException;
import java.util.Collection;

/** Puts back files that a step before the interruption wrote and that are gone: the run has kept copies. */
final class FileRestore {
    private final RunEnvironment environment;

    FileRestore(RunEnvironment environment) {
        this.environment = environment;
    }

    /** A file that is there stays as it is: its operator may have edited it, as the run had asked. */
    void files(Collection<Entry.KeptFile> files) {
        for (Entry.KeptFile file : files) {
            if (!environment.world().client(Workspace.class).isInside(file.path())) {
                if (!environment.world().client(Workspace.class).exists(file.path())) {
                    String copy = environment.folder().path() + "/" + file.copy();
                    note(file.path() + " is gone, and was not put back, because it is outside the working folder: the"
                            + " copy that the run keeps is " + copy);
                }
            } else if (!environment.world().client(Workspace.class).exists(file.path())) {
                note(file.path() + " was gone: " + put(file));
            }
        }
    }

    private void note(String text) {
        environment.facts().noted(text);
    }

    private String put(Entry.KeptFile file) {
        try {
            environment
                    .world()
                    .client(Workspace.class)
                    .replace(file.path(), environment.folder().kept(file.copy()));
            return "the copy that the run keeps was put back";
        } catch (IOException e) {
            // Whoever needs the file says so when it is missing.
            return "the copy in " + environment.folder().path() + "/" + file.copy() + " could not be put back: "
                    + e.getMessage();
        }
    }
}
