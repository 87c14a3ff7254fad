# Sets __gradlab_path and __gradlab_place: the command on the line, and how many arguments it has before the cursor.
function __gradlab_look
    set -g __gradlab_path ''
    set -g __gradlab_place 0
    set -g __gradlab_server
    set -l option ''
    for word in (commandline -opc)[2..-1]
        if test -n "$option"
            test "$option" = --server; and set -g __gradlab_server --server $word
            set option ''
        else if string match -q -- '--server=*' $word
            set -g __gradlab_server $word
        else if string match -q -- '-*' $word
            contains -- $word $__gradlab_valued; and set option $word
        else if contains -- (string trim -- "$__gradlab_path $word") $__gradlab_commands
            set -g __gradlab_path (string trim -- "$__gradlab_path $word")
            set -g __gradlab_place 0
        else
            set -g __gradlab_place (math $__gradlab_place + 1)
        end
    end
end

# Whether the line is at this command, and at this place of its arguments, or from it on.
function __gradlab_at
    __gradlab_look
    test "$__gradlab_path" = "$argv[1]"; or return 1
    set -q argv[2]; or return 0
    if set -q argv[3]
        test $__gradlab_place -ge $argv[2]
    else
        test $__gradlab_place -eq $argv[2]
    end
end

# Runs and servers come from gradlab itself, which says nothing where it cannot know.
function __gradlab_complete
    __gradlab_look
    set -l program (commandline -opc)[1]
    eval (string escape -- (string replace -r '^~' $HOME -- $program)) complete $argv[1] (string escape -- $__gradlab_server) 2>/dev/null </dev/null
end

complete -c gradlab -f
