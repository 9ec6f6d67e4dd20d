package dev.runbook.rehearsal.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.runbook.rehearsal.cel.FunctionLibrary.Of;
import java.util.List;

/** Types of the language itself, as functions of Kubernetes take them. */
final class CelTypes {
    static final Of<String> STRING = new Of<>(SimpleType.STRING, String.class);
    static final Of<Long> INT = new Of<>(SimpleType.INT, Long.class);
    static final Of<Object> ANY = new Of<>(SimpleType.DYN, Object.class);

    private CelTypes() {}

    @SuppressWarnings("rawtypes") // classes know no type arguments
    static Of<List> list(CelType of) {
        return new Of<>(ListType.create(of), List.class);
    }
}
