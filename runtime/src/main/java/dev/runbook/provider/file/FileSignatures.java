package dev.runbook.provider.file;

import static dev.runbook.language.signature.Effect.DESTRUCTIVE;
import static dev.runbook.language.signature.Facet.FILES;
import static dev.runbook.language.signature.NamedPath.FILE;
import static dev.runbook.language.signature.SignatureBuilder.action;
import static dev.runbook.language.signature.SignatureBuilder.lookup;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.TEXT;

import dev.runbook.language.signature.Signature;
import java.util.List;
import java.util.stream.Stream;

/** What runbooks can do with files and ask of them. */
public final class FileSignatures {
    private FileSignatures() {}

    public static List<Signature> all() {
        return Stream.of(actions(), lookups()).flatMap(List::stream).toList();
    }

    private static List<Signature> actions() {
        return List.of(write(), copy(), delete());
    }

    private static Signature write() {
        return action("file.write")
                .argument("path", TEXT, "File to write, readable by its owner alone; replaced in one step")
                .names(FILE)
                .argument("text", TEXT, "What it contains from then on, as UTF-8")
                .writes(FILES)
                .about("Writes a text to a file. The run keeps a copy.")
                .example("file.write \"notes.txt\", \"before the update\"")
                .sign();
    }

    private static Signature copy() {
        return action("file.copy")
                .argument("from", TEXT, "File to copy")
                .names(FILE)
                .argument("to", TEXT, "File to write, readable by its owner alone; replaced in one step")
                .names(FILE)
                .reads(FILES)
                .writes(FILES)
                .about("Copies a file.")
                .example("file.copy \"current-values.yml\", \"values-before.yml\"")
                .sign();
    }

    private static Signature delete() {
        return action("file.delete")
                .argument("path", TEXT, "File to delete; one that is not there is fine")
                .names(FILE)
                .writes(FILES)
                .effect(DESTRUCTIVE)
                .about("Deletes one file.")
                .example("file.delete \"current-values.yml\"")
                .sign();
    }

    private static List<Signature> lookups() {
        return List.of(
                lookup("file.exists?")
                        .argument("path", TEXT, "File or folder")
                        .names(FILE)
                        .gives(BOOL)
                        .reads(FILES)
                        .about("Whether there is a file or a folder of that name.")
                        .example("assert file.exists?(\"current-values.yml\")")
                        .sign(),
                lookup("file.read")
                        .argument("path", TEXT, "File to read, at most 1 MiB of UTF-8")
                        .names(FILE)
                        .gives(TEXT)
                        .reads(FILES)
                        .about("The text of a file.")
                        .example("note file.read(\"motd.txt\")")
                        .sign());
    }
}
