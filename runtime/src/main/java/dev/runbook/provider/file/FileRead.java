package dev.runbook.provider.file;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** {@code file.read(path)}. */
public final class FileRead implements Lookup {
    private static final int LARGEST = 1024 * 1024;

    @Override
    public String name() {
        return "file.read";
    }

    @Override
    public Value read(Call call) {
        String path = ArgumentText.of(call.positional().getFirst(), "path");
        try {
            byte[] content = call.client(Workspace.class).read(path);
            if (content.length > LARGEST) {
                throw refused(FileName.of(path) + " cannot be read: it is larger than 1 MiB");
            }
            return Value.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException e) {
            throw refused(FileName.of(path) + " cannot be read: it is not UTF-8 text");
        } catch (IOException e) {
            throw refused("%s cannot be read: %s".formatted(FileName.of(path), e.getMessage()));
        }
    }

    private static Failed refused(String summary) {
        return new Failed(
                Failure.of(FailureClass.CommandFailed, summary, "Check that it is a text file that you may read."));
    }
}
