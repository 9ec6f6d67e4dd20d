package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import dev.runbook.source.Source;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns the bytes of a file into a source. */
final class Decoder {
    /** A hundred times the longest runbook that anybody would read. */
    static final int MOST_BYTES = 8 << 20;

    private Decoder() {}

    static DecodeResult decode(String name, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return tooLarge(name, bytes);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            return notUtf8(name, bytes, in.position());
        }
        String text = out.flip().toString();
        Source source = Source.of(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
        SyntaxDiagnostics problems = new SyntaxDiagnostics(source);
        return Characters.check(source, problems)
                ? new DecodeResult.Valid(source)
                : new DecodeResult.NotText(problems.inOrder());
    }

    private static DecodeResult tooLarge(String name, byte[] bytes) {
        SyntaxDiagnostics problems = new SyntaxDiagnostics(Source.of(name, ""));
        problems.add(
                Code.RB0131,
                new Label(problems.source().span(0, 0), ""),
                "the file has " + bytes.length + " bytes",
                "A runbook has at most " + MOST_BYTES + " bytes (" + (MOST_BYTES >> 20) + " MiB).",
                "Check that this is a runbook; a long one can be split with `include`.");
        return new DecodeResult.NotText(problems.inOrder());
    }

    private static DecodeResult notUtf8(String name, byte[] bytes, int at) {
        int start = new String(Arrays.copyOf(bytes, at), StandardCharsets.UTF_8).length();
        Source source = Source.of(name, new String(bytes, StandardCharsets.UTF_8));
        SyntaxDiagnostics problems = new SyntaxDiagnostics(source);
        problems.add(
                Code.RB0129,
                new Label(source.span(start, Math.min(start + 1, source.text().length())), ""),
                "byte %d (0x%02x), on line %d, is not UTF-8"
                        .formatted(at, bytes[at] & 0xff, source.position(start).line()),
                "A runbook is read as UTF-8, the same on every machine.",
                "Save the file as UTF-8, or give the name of a runbook.");
        return new DecodeResult.NotText(problems.inOrder());
    }
}
