/*
 * Syntax of Jx9.
 *
 * The grammar is wider than the language: whoever uses it has made sure that a script has no errors, and has given some tokens the
 * types that tell what they are for, see the lexer, and has hidden those that mean nothing. What depends on more than the shape of the tokens is settled where the tree is
 * built: which commas of an argument list separate arguments, and how far `print` and the else part of `?:` reach over commas.
 */
parser grammar Jx9Parser;

options { tokenVocab = Jx9Lexer; }

script : statement* EOF;

// The expression of a variable inside a double-quoted string.
interpolated : sequence EOF;

// ----------------------------------------------------------------------------------------------------------- statements

statement
    : SEMICOLON                                                                             # emptyStatement
    | IF OPEN_PAREN sequence CLOSE_PAREN body elseIf* (ELSE body)?                          # ifStatement
    | WHILE OPEN_PAREN sequence CLOSE_PAREN body                                            # whileStatement
    | FOR OPEN_PAREN start=sequence? SEMICOLON test=sequence? SEMICOLON+ step=sequence? CLOSE_PAREN body # forStatement
    | FOREACH OPEN_PAREN sequence AS (key=variable COMMA)? value=variable CLOSE_PAREN body  # foreachStatement
    | SWITCH OPEN_PAREN sequence CLOSE_PAREN (OPEN_BRACE | COLON) switchItem* (CLOSE_BRACE | EOF) # switchStatement
    | BREAK (INTEGER | REAL)? SEMICOLON?                                                    # breakStatement
    | CONTINUE (INTEGER | REAL)? SEMICOLON?                                                 # continueStatement
    | RETURN sequence? end                                                                  # returnStatement
    | HALT sequence? end                                                                    # haltStatement
    | FUNCTION name OPEN_PAREN parameters? CLOSE_PAREN body                                 # functionStatement
    | STATIC sequence end                                                                   # staticStatement
    | UPLINK COMMA* (linked (COMMA+ linked)* COMMA*)? end                                   # uplinkStatement
    | CONST constantName ASSIGN sequence? end                                               # constStatement
    | sequence end                                                                          # expressionStatement
    ;

end : SEMICOLON | EOF;

elseIf : (ELSEIF | ELSE_IF IF) OPEN_PAREN sequence CLOSE_PAREN body;

// The semicolons after a body belong to it, so that an `else` may follow them. At the end of the script a body may be missing.
body : (block | statement | EOF) SEMICOLON*;

block : OPEN_BRACE statement* CLOSE_BRACE;

switchItem : caseLabel | block | statement;

caseLabel
    : CASE sequence? (COLON | SEMICOLON)
    | DEFAULT (COLON | SEMICOLON)
    ;

// What follows the dollar is evaluated, so that a constant stands for its value.
linked : DOLLAR (name | expression)?;

parameters : parameter (COMMA parameter)* COMMA?;

parameter : name? variable (ASSIGN expression?)?;

constantName : name | SINGLE_QUOTED | DOUBLE_QUOTED;

// ---------------------------------------------------------------------------------------------------------- expressions

sequence : expression (COMMA+ expression)* COMMA*;

expression
    : primary                                                                               # primaryExpression
    | expression DOT memberKey                                                              # memberExpression
    | expression OPEN_BRACKET sequence? CLOSE_BRACKET                                       # subscriptExpression
    | expression OPEN_PAREN sequence? CLOSE_PAREN                                           # callExpression
    | expression operator=(INCREMENT | DECREMENT)                                           # postfixExpression
    | operator=(INCREMENT | DECREMENT) expression                                           # prefixExpression
    | operator=(MINUS | PLUS | TILDE | BANG | CAST_INT | CAST_FLOAT | CAST_STRING | CAST_BOOL) expression # unaryExpression
    | expression operator=(STAR | SLASH | PERCENT) expression                               # binaryExpression
    | expression operator=(PLUS | MINUS | CONCAT) expression                                # binaryExpression
    | expression operator=(SHIFT_LEFT | SHIFT_RIGHT) expression                             # binaryExpression
    | expression operator=(LESS | GREATER | LESS_OR_EQUAL | GREATER_OR_EQUAL | LESS_GREATER) expression # binaryExpression
    | expression operator=(EQUAL | NOT_EQUAL | IDENTICAL | NOT_IDENTICAL) expression        # binaryExpression
    | expression operator=AMPERSAND expression                                              # binaryExpression
    | expression operator=CARET expression                                                  # binaryExpression
    | expression operator=BAR expression                                                    # binaryExpression
    | expression operator=AND expression                                                    # binaryExpression
    | expression operator=OR expression                                                     # binaryExpression
    | expression QUESTION sequence COLON rest                                               # conditionalExpression
    | <assoc = right> expression operator=assignment expression                             # assignmentExpression
    ;

// Everything to the right, assignments included.
rest : expression;

assignment
    : ASSIGN
    | PLUS_ASSIGN
    | MINUS_ASSIGN
    | CONCAT_ASSIGN
    | STAR_ASSIGN
    | SLASH_ASSIGN
    | PERCENT_ASSIGN
    | AND_ASSIGN
    | OR_ASSIGN
    | XOR_ASSIGN
    | SHIFT_LEFT_ASSIGN
    | SHIFT_RIGHT_ASSIGN
    ;

primary
    : construct                                                                             # constructPrimary
    | OPEN_PAREN sequence CLOSE_PAREN                                                       # group
    | variable                                                                              # variablePrimary
    | literal                                                                               # literalPrimary
    | composite                                                                             # compositePrimary
    | IDENTIFIER                                                                            # word
    ;

// A `print` whose parts were all empty is known as EMPTY_PRINT, so that it does not reach over the comma behind it.
construct
    : EMPTY_PRINT
    | (PRINT COMMA* | INCLUDE | IMPORT | DIE | EXIT) rest?
    ;

composite
    : LAMBDA name? OPEN_PAREN parameters? CLOSE_PAREN block                                 # lambda
    | OPEN_BRACKET COMMA* sequence? CLOSE_BRACKET                                           # arrayLiteral
    | OPEN_OBJECT COMMA* (entry (COMMA+ entry)* COMMA*)? CLOSE_BRACE                         # objectLiteral
    ;

memberKey
    : IDENTIFIER                                                                            # memberWord
    | construct                                                                             # memberConstruct
    | variable                                                                              # memberVariable
    | literal                                                                               # memberLiteral
    | composite                                                                             # memberComposite
    | OPEN_PAREN sequence CLOSE_PAREN                                                       # memberGroup
    ;

entry : entryKey COLON expression;

entryKey
    : name
    | variable
    | SINGLE_QUOTED
    | DOUBLE_QUOTED
    ;

literal : INTEGER | REAL | SINGLE_QUOTED | DOUBLE_QUOTED | NOWDOC;

variable : DOLLAR name;

// Keywords are reserved only where a statement or a value starts.
name
    : IDENTIFIER
    | PRINT
    | INT
    | FLOAT
    | STRING
    | BOOL
    | RETURN
    | CONST
    | STATIC
    | CASE
    | AS
    | ELSEIF
    | ELSE
    | IF
    | INCLUDE
    | DEFAULT
    | DIE
    | EXIT
    | CONTINUE
    | WHILE
    | BREAK
    | FOR
    | FOREACH
    | FUNCTION
    | IMPORT
    | SWITCH
    | UPLINK
    ;
