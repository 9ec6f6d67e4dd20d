/*
 * The runbook language.
 *
 * A runbook is a list of statements, one to a line. This file is the whole syntax; what names mean,
 * which options there are and what types fit is not said here.
 *
 * Every runbook is also valid Ruby syntax, so that any editor knows how to show it. It is never run as Ruby.
 *
 * Four things are settled between the words below and the rules (see Layout.java):
 *
 *  - A line goes on when it ends in a comma, an operator or an open bracket, when a bracket is still
 *    open, or when the next line begins with a dot. NEWLINE is a line end that ends a statement.
 *  - The words of statements (`step`, `note`, `set`, `wait` and so on) are words of the language only where
 *    a statement begins. Anywhere else, and before `=`, they are names like any other.
 *  - After a dot every word is a NAME: `journal.end`, `http.retry`.
 *  - A bracket that touches what stands before it belongs to it: `given?(database)` calls and
 *    `failure[:name]` picks, whereas `note (text)` and `run [list]` begin an argument.
 */
grammar RunbookGrammar;

tokens { CALL_OPEN, PICK_OPEN, UNREADABLE }

@lexer::members {
    /** Whether a closing brace ends an expression inside a text: Lexing.java counts the braces. */
    boolean closesInterpolation() {
        return false;
    }
}

// ---------------------------------------------------------------------------------------------------
// Statements
// ---------------------------------------------------------------------------------------------------

/** The whole file. */
runbook
    : statement* EOF
    ;

statement
    : unreadable
    | step
    | edit
    | procedure
    | conditional
    | loop
    | plain modifier? NEWLINE
    ;

/** What could not be read, in a file that has mistakes: Recovery.java writes the word for a line or the head of a block. */
unreadable
    : UNREADABLE NEWLINE
    | UNREADABLE 'do' NEWLINE block
    ;

/** Statements of one line. */
plain
    : title
    | extension
    | inclusion
    | setting
    | parameter
    | secret
    | namespace
    | removal
    | performing
    | waiting
    | retrying
    | raising
    | verb
    | binding
    | action
    ;

/** What follows a statement of one line: `assert superuser, "no" if given? database`. */
modifier
    : ('if' | 'unless') condition
    ;

// What a file is and what it takes in ---------------------------------------------------------------

/** `runbook "Update Coder"` */
title
    : 'runbook' expression
    ;

/** `extends "update-coder.rb"` */
extension
    : 'extends' expression
    ;

/** `include "common-steps.rb"` */
inclusion
    : 'include' expression
    ;

/** `param :namespace, "Namespace that Coder runs in", default: "coder"` */
parameter
    : 'param' SYMBOL (',' expression)? (',' option)*
    ;

/** `secret :database, "PostgreSQL URL of Coder's database", optional: true` */
secret
    : 'secret' SYMBOL (',' expression)? (',' option)*
    ;

/** `in_namespace namespace` */
namespace
    : 'in_namespace' expression
    ;

// Steps -------------------------------------------------------------------------------------------------

/**
 * A step and the ways on when it fails:
 *
 *     step "Upgrade Coder", timeout: 20.minutes do
 *       helm.upgrade release, chart
 *     rescue ImmutableField, /cannot patch/ => failure
 *       helm.uninstall release
 *       try_again attempts: 2
 *     ensure
 *       note "The upgrade has ended"
 *     end
 */
step
    : stepHead block
    ;

stepHead
    : 'step' expression (',' option)* 'do' NEWLINE
    ;

block
    : statement* rescue* ensure? 'end' NEWLINE
    ;

rescue
    : rescueHead statement*
    ;

rescueHead
    : 'rescue' (expression (',' expression)*)? ('=>' NAME)? NEWLINE
    ;

ensure
    : ensureHead statement*
    ;

ensureHead
    : 'ensure' NEWLINE
    ;

/** Steps that are used more than once: `procedure :reinstall do |name, chart|` … `end` */
procedure
    : procedureHead block
    ;

procedureHead
    : 'procedure' SYMBOL 'do' ('|' NAME (',' NAME)* '|')? NEWLINE
    ;

/** `perform :reinstall, release, chart` */
performing
    : 'perform' SYMBOL (',' expression)*
    ;

// A site's own edition ---------------------------------------------------------------------------------

/** `before "Upgrade Coder" do` … `end`, and likewise `after` and `replace` */
edit
    : editHead block
    ;

editHead
    : ('before' | 'after' | 'replace') expression 'do' NEWLINE
    ;

/** `remove "Take a snapshot of the database"` */
removal
    : 'remove' expression
    ;

/** `set :host, "coder.acme.example"` */
setting
    : 'set' SYMBOL ',' expression
    ;

// Choosing and repeating -------------------------------------------------------------------------------

/** `if current.version < "1.16"` … `elsif …` … `else` … `end`; `unless given? host` … `end` */
conditional
    : ifHead statement* elsif* otherwise? 'end' NEWLINE
    ;

ifHead
    : ('if' | 'unless') condition NEWLINE
    ;

elsif
    : elsifHead statement*
    ;

elsifHead
    : 'elsif' condition NEWLINE
    ;

otherwise
    : elseHead statement*
    ;

elseHead
    : 'else' NEWLINE
    ;

/** `for name in ["coderd", "dashboard"] do` … `end` */
loop
    : forHead statement* 'end' NEWLINE
    ;

forHead
    : 'for' NAME 'in' expression 'do' NEWLINE
    ;

// Doing ---------------------------------------------------------------------------------------------------

/** `wait up_to: 15.minutes until old.gone?` waits for something; `wait 30.seconds` is a pause. */
waiting
    : 'wait' (option (',' option)*)? 'until' condition      # WaitUntil
    | 'wait' expression                                     # Pause
    ;

/** `retry` and, with options, which Ruby does not let `retry` have, `try_again`; in a rescue: the step's body again */
retrying
    : ('retry' | 'try_again') (option (',' option)*)?
    ;

/** `raise failure`, in a rescue: give up with the failure that came */
raising
    : 'raise' expression
    ;

/** `assert helm.version >= "3.2", "Helm is too old"`; `confirm "Go on?", show: values`; `finish "Up to date"` */
verb
    : ('assert' | 'confirm' | 'manual' | 'note' | 'fail' | 'finish') (arguments | CALL_OPEN arguments? ','? ')')?
    ;

/** `target = helm.chart chart, version: version` */
binding
    : NAME '=' call
    ;

/** An action of the catalogue: `helm.upgrade release, chart, wait: true`; `run "kubectl", "get", "pods"` */
action
    : call
    ;

// ---------------------------------------------------------------------------------------------------
// Calls and conditions
// ---------------------------------------------------------------------------------------------------

/** A value, or a call whose arguments have no parentheses: `given? database`, `!given? database`. */
call
    : expression arguments?
    ;

/** First the arguments by position, then the options: `release, chart, version: target.version, wait: true`. */
arguments
    : argument (',' argument)*
    ;

argument
    : expression
    | option
    ;

/** `timeout: 10.minutes` */
option
    : LABEL expression
    ;

/** What decides: `given? database and not helm.repo? "coder", repo_url`. The words bind weakest. */
condition
    : 'not' condition                                       # NotWord
    | condition ('and' | 'or') condition                    # AndOrWord
    | call                                                  # CallCondition
    ;

// ---------------------------------------------------------------------------------------------------
// Expressions, from what binds tightest to what binds weakest
// ---------------------------------------------------------------------------------------------------

expression
    : value                                                 # Primary
    | expression '.' NAME (CALL_OPEN (arguments ','?)? ')')?  # Field
    | expression PICK_OPEN expression ']'                   # Index
    | '!' expression                                        # Not
    | '-' expression                                        # Negate
    | expression ('+' | '-') expression                     # Sum
    | expression ('<' | '<=' | '>' | '>=') expression       # Comparison
    | expression ('==' | '!=' | '=~' | '!~') expression     # Equality
    | expression '&&' expression                            # And
    | expression '||' expression                            # Or
    ;

value
    : text                                                  # TextValue
    | RAW_TEXT                                              # RawText
    | SYMBOL                                                # Symbol
    | NUMBER                                                # Number
    | ('true' | 'false')                                    # Bool
    | 'nil'                                                 # Nil
    | REGEX                                                 # Regex
    | '[' (expression (',' expression)* ','?)? ']'          # List
    | '{' (entry (',' entry)* ','?)? '}'                    # Map
    | NAME CALL_OPEN (arguments ','?)? ')'                  # NamedCall
    | NAME                                                  # Reference
    | CONSTANT                                              # FailureClass
    | '(' condition ')'                                     # Group
    | UNREADABLE                                            # UnreadableValue
    ;

/** `"#{current.version} to #{target.version}"` */
text
    : TEXT
    | TEXT_BEGIN condition (TEXT_MIDDLE condition)* TEXT_END
    ;

/** `maps: 1` or `"maps" => 1` */
entry
    : LABEL expression
    | (TEXT | RAW_TEXT) '=>' expression
    ;

// ---------------------------------------------------------------------------------------------------
// One line by itself: how a file that is not well formed is read, so that each line tells its own mistake
// ---------------------------------------------------------------------------------------------------

line
    : stepHead
    | editHead
    | procedureHead
    | forHead
    | ifHead
    | elsifHead
    | elseHead
    | rescueHead
    | ensureHead
    | 'end' NEWLINE
    | plain modifier? NEWLINE
    ;

// ---------------------------------------------------------------------------------------------------
// Words
// ---------------------------------------------------------------------------------------------------

// Where a statement begins, and names anywhere else:
RUNBOOK : 'runbook' ;
EXTENDS : 'extends' ;
INCLUDE : 'include' ;
PARAM : 'param' ;
SECRET : 'secret' ;
IN_NAMESPACE : 'in_namespace' ;
STEP : 'step' ;
PROCEDURE : 'procedure' ;
PERFORM : 'perform' ;
BEFORE : 'before' ;
AFTER : 'after' ;
REPLACE : 'replace' ;
REMOVE : 'remove' ;
SET : 'set' ;
WAIT : 'wait' ;
RAISE : 'raise' ;
ASSERT : 'assert' ;
CONFIRM : 'confirm' ;
MANUAL : 'manual' ;
NOTE : 'note' ;
FAIL : 'fail' ;
FINISH : 'finish' ;
TRY_AGAIN : 'try_again' ;

// Everywhere but after a dot:
DO : 'do' ;
END : 'end' ;
RESCUE : 'rescue' ;
ENSURE : 'ensure' ;
RETRY : 'retry' ;
IF : 'if' ;
UNLESS : 'unless' ;
ELSIF : 'elsif' ;
ELSE : 'else' ;
FOR : 'for' ;
IN : 'in' ;
UNTIL : 'until' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
TRUE : 'true' ;
FALSE : 'false' ;
NIL : 'nil' ;

/** `release`, `release_resources`, `ready?`: a question mark ends a name that is answered by yes or no. */
NAME : [a-z_] WordPart* '?'? ;
/** `ImmutableField` */
CONSTANT : [A-Z] WordPart* ;
/** `timeout:`, and any word of the language too: `if:`, `unless:` */
LABEL : [A-Za-z_] WordPart* '?'? ':' ;
/** `:namespace` */
SYMBOL : ':' [A-Za-z_] WordPart* '?'? ;
/** `10`, `1_000` */
NUMBER : [0-9] [0-9_]* ;

// Texts -----------------------------------------------------------------------------------------------

/** `"done\n"`: escapes are \n \t \r \s \e \" \\ \# \u{1F600}. A text ends on the line that it begins on. */
TEXT : '"' TextPart* '#'* '"' ;
/** `"#{a} and #{b}."` is a TEXT_BEGIN, a TEXT_MIDDLE and a TEXT_END, with expressions between. */
TEXT_BEGIN : '"' TextPart* '#'* '#{' ;
TEXT_MIDDLE : '}' {closesInterpolation()}? TextPart* '#'* '#{' ;
TEXT_END : '}' {closesInterpolation()}? TextPart* '#'* '"' ;
/** `'C:\temp'`: as it stands, but for \' and \\ */
RAW_TEXT : '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\'' ;
/** `/field is immutable/i` */
REGEX : '/' RegexPart* '/' [A-Za-z]* ;

// Signs -------------------------------------------------------------------------------------------------

COMMA : ',' ;
DOT : '.' ;
BAR : '|' ;
ARROW : '=>' ;
ASSIGN : '=' ;
PLUS : '+' ;
MINUS : '-' ;
BANG : '!' ;
LESS : '<' ;
AT_MOST : '<=' ;
GREATER : '>' ;
AT_LEAST : '>=' ;
EQUAL : '==' ;
NOT_EQUAL : '!=' ;
MATCHES : '=~' ;
MATCHES_NOT : '!~' ;
BOTH : '&&' ;
EITHER : '||' ;
GROUP_OPEN : '(' ;
GROUP_CLOSE : ')' ;
LIST_OPEN : '[' ;
LIST_CLOSE : ']' ;
MAP_OPEN : '{' ;

// Between words -----------------------------------------------------------------------------------------

/** `# to the end of the line` */
COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
NEWLINE : '\r'? '\n' ;
SPACE : [ \t]+ -> skip ;

// ---------------------------------------------------------------------------------------------------
// What is not of the language, named so that the message can say what to write instead
// ---------------------------------------------------------------------------------------------------

BROKEN_TEXT : '"' TextPart* '#'* ;
BROKEN_TEXT_REST : '}' {closesInterpolation()}? TextPart* '#'* ;
BROKEN_RAW_TEXT : '\'' (~['\\\r\n] | '\\' ~[\r\n])* ;
BROKEN_REGEX : '/' RegexPart* ;
MAP_CLOSE : '}' ;

DECIMAL : [0-9] [0-9_]* '.' [0-9] [0-9_]* ;
NUMBER_WITH_UNIT : [0-9] [0-9_]* [A-Za-z] WordPart* ;
SCOPED_NAME : [A-Za-z_] WordPart* '::' ;
QUOTED_SYMBOL : ':"' ~["\r\n]* '"' ;
HEREDOC : '<<' [~-] ['"]? [A-Za-z_] WordPart* ['"]? ;
BLOCK_COMMENT : '=begin' .*? ('\n=end' ~[\r\n]* | EOF) ;
PERCENT_LITERAL : '%' [A-Za-z]? ('[' ~[\]\r\n]* ']'? | '(' ~[)\r\n]* ')'? | '{' ~[}\r\n]* '}'? | '<' ~[>\r\n]* '>'?) ;
BACKTICKS : '`' ~[`\r\n]* '`'? ;
SIGIL_NAME : '@'+ WordPart* | '$' WordPart* ;
SEMICOLON : ';' ;
SAFE_DOT : '&.' ;
RANGE : '..' '.'? ;
ARROW_FUNCTION : '->' ;
BLOCK_ARGUMENT : '&:' WordPart+ ;
ASSIGN_OPERATOR : ('+' | '-' | '*' | '**' | '%' | '||' | '&&' | '|' | '&' | '<<' | '>>') '=' ;
FOREIGN_OPERATOR : '<=>' | '===' | '*' | '**' | '%' | '&' | '^' | '~' | '<<' | '>>' | '?' | '::' | ':' ;
LINE_JOIN : '\\' '\r'? '\n' ;
UNKNOWN : . ;

fragment WordPart : [A-Za-z0-9_] ;
fragment TextPart : ~["\\#\r\n] | '\\' ~[\r\n] | '#'+ (~["\\#{\r\n] | '\\' ~[\r\n]) ;
fragment RegexPart : ~[/\\\r\n] | '\\' ~[\r\n] ;
