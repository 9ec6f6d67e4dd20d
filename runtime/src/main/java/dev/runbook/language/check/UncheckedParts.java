package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.parse.ParseResult;
import dev.runbook.source.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What cannot be known of a runbook because of mistakes that are told already; what would follow from them is left out. */
final class UncheckedParts {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\??");

    /** A declaration of which the name is missing, so that any name may be its. */
    private static final Pattern NAMELESS = Pattern.compile(
            "(?m)^\\s*=(?!=)|^\\s*(param|secret|procedure|set)\\b(?!\\s*[:\"(]?[A-Za-z_])|=>\\s*$|^\\s*for\\s+in\\b|\\|\\s*[|,]|,\\s*[|,]");

    /** What may only seem wrong when a block begins or ends elsewhere than its author meant. */
    private static final Set<Code> OF_PLACE = EnumSet.of(
            Code.RB0206,
            Code.RB0207,
            Code.RB0208,
            Code.RB0209,
            Code.RB0210,
            Code.RB0211,
            Code.RB0221,
            Code.RB0222,
            Code.RB0226,
            Code.RB0243,
            Code.RB0270,
            Code.RB0271);

    private static final Set<Code> OF_SCOPE = EnumSet.of(Code.RB0211, Code.RB0221, Code.RB0222);

    /** What holds of a runbook only as a whole, with every line of it. */
    private static final Set<Code> OF_WHOLE = EnumSet.of(Code.RB0205, Code.RB0207, Code.RB0272);

    /** What an argument that is missing or too many brings forth. */
    private static final Set<Code> OF_COUNT = EnumSet.of(Code.RB0230, Code.RB0231, Code.RB0247);

    private final Set<String> words = new HashSet<>();
    private final List<Span> repairs = new ArrayList<>();
    private boolean everyName;
    private boolean places;
    private boolean placeless;
    private boolean lines;

    /** A file that could not be read as a whole. */
    void add(ParseResult.Rest rest) {
        places |= rest.blocksInDoubt();
        lines = true;
        repairs.addAll(rest.repairs());
        rest.gaps().stream().map(Span::text).forEach(text -> {
            everyName |= NAMELESS.matcher(text).find();
            addNames(text);
        });
    }

    /** A call of which it is guessed what it calls. */
    void addGuess(Span call) {
        repairs.add(call);
    }

    /** A declaration that could not be told to be one: the names in it may be declared. */
    void addNames(String text) {
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group());
            words.add(word.group().replace("?", ""));
        }
    }

    /** A file that is not there: any name may be of it. */
    void addMissingFile() {
        everyName = true;
        lines = true;
    }

    /** Statements of which is not known where they belong, so that nobody knows what is bound there. */
    void addPlaceless() {
        placeless = true;
    }

    /** Whether a name may be bound, or used, where nothing could be read. */
    boolean of(String name) {
        return everyName || words.contains(name);
    }

    /** Whether a mistake may follow from one that is told. */
    boolean of(Code code, Span at) {
        return of(code) || (OF_COUNT.contains(code) && repairs.stream().anyMatch(line -> within(at, line)));
    }

    private static boolean within(Span inner, Span outer) {
        return inner.source().equals(outer.source()) && inner.start() >= outer.start() && inner.end() <= outer.end();
    }

    private boolean of(Code code) {
        return (placeless && OF_SCOPE.contains(code))
                || (places && OF_PLACE.contains(code))
                || (lines && OF_WHOLE.contains(code));
    }
}
