# The words that fit. Runs and servers come from gradlab itself, which says nothing where it cannot know.
_gradlab_known() { # runs|servers WORD [SERVER]
  local id about named=()
  [ -z "$3" ] || named=(--server "$3")
  while IFS=$'\t' read -r id about; do
    case $id in "$2"*) printf '%s\n' "$id" && continue ;; esac
    case $about in "$2"*) printf '%s\n' "$id" ;; esac
  done < <("${_gradlab_program/#\~/$HOME}" complete "$1" ${named[@]+"${named[@]}"} 2>/dev/null </dev/null)
}

_gradlab_words() { # what fits, as the tables say it, WORD, SERVER
  case $1 in
    @run) _gradlab_known runs "$2" "$3" ;;
    @server) _gradlab_known servers "$2" '' ;;
    @file) compgen -f -- "$2" ;;
    @any) ;;
    *) compgen -W "$1" -- "$2" ;;
  esac
}

_gradlab_fill() { # the same
  local word
  [ "$1" != @file ] || compopt -o filenames 2>/dev/null
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(_gradlab_words "$@")
}

_gradlab() {
  # Our own words: bash takes HOST:PORT and --name=value for three.
  local line=${COMP_LINE:0:COMP_POINT} words word current='' command='' option='' value='' server='' place=0 i
  read -ra words <<<"$line"
  COMPREPLY=()
  case $line in
    *[[:space:]]) ;;
    *)
      current=${words[${#words[@]} - 1]}
      unset "words[${#words[@]}-1]"
      ;;
  esac
  local _gradlab_program=${words[0]}
  for ((i = 1; i < ${#words[@]}; i++)); do
    word=${words[i]}
    if [ -n "$value" ]; then
      [ "$option" != --server ] || server=$word
      value=''
      continue
    fi
    case $word in
      --server=*) server=${word#*=} ;;
      -*=*) ;;
      -*)
        option=$word
        value=$(_gradlab_value "$command" "$option")
        ;;
      *)
        case " $(_gradlab_commands "$command") " in
          *" $word "*) command=${command:+$command }$word place=0 ;;
          *) place=$((place + 1)) ;;
        esac
        ;;
    esac
  done
  case $current in
    -*=*) [ -n "$value" ] || _gradlab_fill "$(_gradlab_value "$command" "${current%%=*}")" "${current#*=}" "$server" ;;
    *)
      if [ -n "$value" ]; then
        _gradlab_fill "$value" "$current" "$server"
      elif [ "${current:0:1}" = - ]; then
        _gradlab_fill "$(_gradlab_options "$command")" "$current" "$server"
      elif [ -n "$(_gradlab_commands "$command")" ]; then
        _gradlab_fill "$(_gradlab_commands "$command")" "$current" "$server"
      else
        _gradlab_fill "$(_gradlab_argument "$command" "$place")" "$current" "$server"
      fi
      ;;
  esac
}

complete -F _gradlab gradlab
