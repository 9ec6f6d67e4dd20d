package dev.runbook.provider.file;

import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Identities;
import dev.runbook.provider.StateBefore;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which file stands at a path: by its inode and its content. */
public final class FileIdentity {
    private static final String SHA256 = "sha256";

    private FileIdentity() {}

    public static Map<String, Value> of(Call call, String path) {
        return Map.of(subject(path), now(call, path));
    }

    private static String subject(String path) {
        return "file " + path;
    }

    private static Value now(Call call, String path) {
        try {
            return call.client(Workspace.class)
                    .identity(path)
                    .map(identity -> Identities.of("inode", identity.inode(), SHA256, identity.sum()))
                    .orElse(Value.NIL);
        } catch (IOException e) {
            return Value.of("a file that cannot be read: " + e.getMessage());
        }
    }

    /**
     * Whether a file is to be written once more.
     *
     * @param wanted what would be written
     */
    public static Evidence written(Call call, StateBefore before, String path, byte[] wanted) {
        Value now = now(call, path);
        Value then = before.meant().get(subject(path));
        if (now.equals(then) || now instanceof Value.Nil) {
            return new Evidence.Absent(
                    FileName.of(path) + (now instanceof Value.Nil ? " is not there" : " is as it was before"));
        }
        if (Identities.text(now, SHA256).equals(Workspace.Identity.sum(wanted))) {
            return new Evidence.Absent(FileName.of(path) + " has what is written, and may be written twice");
        }
        return new Evidence.Another(another(path, then, now));
    }

    /** Whether a file is to be deleted. */
    static Evidence deleted(Call call, StateBefore before, String path) {
        Value now = now(call, path);
        Value then = before.meant().get(subject(path));
        if (now instanceof Value.Nil) {
            return new Evidence.Present(FileName.of(path) + " is gone");
        }
        return now.equals(then)
                ? new Evidence.Absent(FileName.of(path) + " is still there")
                : new Evidence.Another(another(path, then, now));
    }

    private static String another(String path, @Nullable Value then, Value now) {
        return (then == null
                        ? "the journal does not say which file " + FileName.of(path) + " was"
                        : "it was meant for " + FileName.of(path) + " as it was (" + Identities.words(then) + ")")
                + ", and now it is " + Identities.words(now);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
