/*
 * Tokens of Jx9.
 *
 * The lexer reads bytes: one character of its input, 0 to 255, is one byte of the script. Bytes from 0xC0 on start a UTF-8 letter,
 * which the continuation bytes 0x80 to 0xBF after it belong to.
 *
 * A nowdoc cannot be described here, since its end is named at its beginning: whoever reads these tokens replaces NOWDOC_START and
 * what follows it by a NOWDOC token where the text after '<<<' has that form.
 */
lexer grammar Jx9Lexer;

// Types that a token gets once its place in the script is known, so that the parser need not look ahead: a nowdoc, `function` and `{`
// where a value begins, `die` where a statement does, `else` before `if`, and `print` without anything to print. A keyword that is used
// as a plain word becomes an IDENTIFIER, and an UNCLOSED string, which the script's end cuts off, a closed one.
tokens { NOWDOC, LAMBDA, OPEN_OBJECT, HALT, ELSE_IF, EMPTY_PRINT, UNCLOSED }

SPACE         : [ \t\n\u000B\f\r]+ -> skip;
LINE_COMMENT  : ('#' | '//') ~[\n]* -> skip;
BLOCK_COMMENT : '/*' .*? ('*/' | '*'? EOF) -> skip;

// ---------------------------------------------------------------------------------------------------------------- casts
// Three tokens that are always taken for a cast when they meet, whatever stands around them.

CAST_INT    : '(' GAP* ('int' | 'integer') GAP* ')';
CAST_FLOAT  : '(' GAP* 'float' GAP* ')';
CAST_STRING : '(' GAP* 'string' GAP* ')';
CAST_BOOL   : '(' GAP* ('bool' | 'boolean') GAP* ')';

// ------------------------------------------------------------------------------------------------------------- keywords

PRINT    : 'print' | 'PRINT';
INT      : 'int' | 'integer';
FLOAT    : 'float';
STRING   : 'string';
BOOL     : 'bool' | 'boolean';
RETURN   : 'return';
CONST    : 'const';
STATIC   : 'static';
CASE     : 'case';
AS       : 'as' | 'AS';
ELSEIF   : 'elseif';
ELSE     : 'else';
IF       : 'if';
INCLUDE  : 'include';
DEFAULT  : 'default';
DIE      : 'die' | 'DIE';
EXIT     : 'EXIT';
CONTINUE : 'continue';
WHILE    : 'while';
BREAK    : 'break';
FOR      : 'for';
FOREACH  : 'foreach';
FUNCTION : 'function';
IMPORT   : 'import';
SWITCH   : 'switch';
UPLINK   : 'uplink';

IDENTIFIER : (LETTER | UTF8) (LETTER | DIGIT | UTF8)*;

// ------------------------------------------------------------------------------------------------------------- literals

REAL          : DIGIT+ '.' DIGIT* EXPONENT? | DIGIT+ EXPONENT;
INTEGER       : DIGIT+ | DIGIT+ [xX] HEX* | DIGIT+ [bB] [01]*;
SINGLE_QUOTED : '\'' (~['\\] | '\\' .)* '\'';
SINGLE_END    : '\'' (~['\\] | '\\' .)* '\\'? EOF -> type(UNCLOSED);
QUOTE         : '"' -> more, pushMode(DOUBLE);
NOWDOC_START  : '<<<';

// ------------------------------------------------------------------------------------------------- operators, punctuation

DOLLAR     : '$';
DOT        : '.';
CONCAT     : '..';
COMMA      : ',';
SEMICOLON  : ';';
COLON      : ':';
QUESTION   : '?';
OPEN_PAREN    : '(';
CLOSE_PAREN   : ')';
OPEN_BRACKET  : '[';
CLOSE_BRACKET : ']';
OPEN_BRACE    : '{';
CLOSE_BRACE   : '}';

INCREMENT : '++';
DECREMENT : '--';
PLUS      : '+';
MINUS     : '-';
TILDE     : '~';
BANG      : '!';
STAR      : '*';
SLASH     : '/';
PERCENT   : '%';
SHIFT_LEFT       : '<<';
SHIFT_RIGHT      : '>>';
LESS             : '<';
GREATER          : '>';
LESS_OR_EQUAL    : '<=';
GREATER_OR_EQUAL : '>=';
LESS_GREATER     : '<>';
EQUAL            : '==';
NOT_EQUAL        : '!=';
IDENTICAL        : '===';
NOT_IDENTICAL    : '!==';
AMPERSAND : '&';
CARET     : '^';
BAR       : '|';
AND       : '&&';
OR        : '||';

ASSIGN             : '=';
PLUS_ASSIGN        : '+=';
MINUS_ASSIGN       : '-=';
CONCAT_ASSIGN      : '.=';
STAR_ASSIGN        : '*=';
SLASH_ASSIGN       : '/=';
PERCENT_ASSIGN     : '%=';
AND_ASSIGN         : '&=';
OR_ASSIGN          : '|=';
XOR_ASSIGN         : '^=';
SHIFT_LEFT_ASSIGN  : '<<=';
SHIFT_RIGHT_ASSIGN : '>>=';

// No operator of the language; named so that an error message can show them whole.
ARROW : '->';
OTHER : .;

fragment GAP      : [ \t\n\u000B\f\r] | ('#' | '//') ~[\n]* '\n' | '/*' .*? '*/';
fragment LETTER   : [A-Za-z_];
fragment DIGIT    : [0-9];
fragment HEX      : [0-9A-Fa-f];
fragment UTF8     : [\u00C0-\u00FF] [\u0080-\u00BF]*;
fragment EXPONENT : [eE] ([+-] DIGIT+ | DIGIT*);

// --------------------------------------------------------------------------------------------------- double-quoted strings
// A string ends at a quote that is not escaped. Inside {$ … } quotes do not count, braces nest; a backslash before it is no escape.
// Right after such a group one more character is taken as it is, so that of two groups side by side only the first is seen.

mode DOUBLE;
DOUBLE_QUOTED : '"' -> popMode;
DOUBLE_GROUP  : '{$' -> more, mode(AFTER_GROUP), pushMode(GROUP);
DOUBLE_ESCAPE : '\\' ~'{' -> more;
DOUBLE_TEXT   : (~["\\{]+ | '{' | '\\') -> more;
DOUBLE_END    : EOF -> type(UNCLOSED), popMode;

mode GROUP;
GROUP_OPEN  : '{' -> more, pushMode(GROUP);
GROUP_CLOSE : '}' -> more, popMode;
GROUP_TEXT  : ~[{}]+ -> more;
GROUP_END   : EOF -> type(UNCLOSED), mode(DEFAULT_MODE);

mode AFTER_GROUP;
AFTER_QUOTE  : '"' -> type(DOUBLE_QUOTED), popMode;
AFTER_ESCAPE : '\\' ~'{' -> more, mode(DOUBLE);
AFTER_TEXT   : ~["] -> more, mode(DOUBLE);
AFTER_END    : EOF -> type(UNCLOSED), popMode;
