package dev.runbook.rehearsal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** An expression that was compiled. */
public final class CelExpression {
    private final Program program;
    private final CelAbstractSyntaxTree tree;

    private CelExpression(Program program, CelAbstractSyntaxTree tree) {
        this.program = program;
        this.tree = tree;
    }

    /** What an expression must give. */
    public enum AnswerType {
        BOOL,
        TEXT,
        ANY;

        private boolean isIn(CelType type) {
            return switch (this) {
                case BOOL -> type.equals(SimpleType.BOOL);
                case TEXT -> type.equals(SimpleType.STRING);
                case ANY -> true;
            };
        }
    }

    static CelExpression compiled(CelEnvironment environment, String text, AnswerType result, String wrongResult)
            throws CelInvalidException {
        CelValidationResult checked = environment.cel().compile(text);
        if (checked.hasError()) {
            throw CompilerWords.of(checked);
        }
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            if (!result.isIn(tree.getResultType())) {
                throw new CelInvalidException(wrongResult, false);
            }
            return new CelExpression(environment.cel().createProgram(tree), tree);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new CelInvalidException(String.valueOf(e.getMessage()), true);
        }
    }

    CelType type() {
        return tree.getResultType();
    }

    /** Whether it reads a variable. */
    public boolean uses(String variable) {
        return tree.getReferenceMap().values().stream()
                .anyMatch(reference -> Objects.equals(reference.name(), variable));
    }

    Object evaluated(Map<String, ?> variables) throws CelFailureException {
        try {
            return program.eval(variables);
        } catch (CelEvaluationException failed) {
            throw new CelFailureException(RuntimeWords.of(failed));
        }
    }

    /** Functions that servers have and this cluster does not. */
    static final Set<String> NOT_HERE = Set.of("semver", "isSemver");
}
