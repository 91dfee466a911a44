//! The methods that are called most, with their signatures and what the help says of them.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::change::{Value, put, take_first, take_key};
use super::engine::Engine;
use super::exchange::{push_and_take, rename, take_and_push};
use super::items::{Blank, empty, is_missing, known_key, let_go, no_key, objects};
use super::lookup::{Shared, first, held, priority_of};
use super::signature::{Arguments, Call, Method, Signature};
use super::update::UPDATE;

type Answer<'py> = PyResult<Bound<'py, PyAny>>;

/// Give the type of the engine these methods.
pub(super) fn add_to(class: &Bound<'_, PyType>) -> PyResult<()> {
    UPDATE.add_to(class)?;
    METHODS.iter().try_for_each(|method| method.add_to(class))
}

/// Make a C function of each body, and a table of them all.
macro_rules! methods {
    ($($body:ident $name:literal ($($argument:literal),*; $required:literal) $doc:literal)*) => {
        static METHODS: &[Method] = &[$({
            unsafe extern "C" fn function(
                engine: *mut ffi::PyObject,
                arguments: *const *mut ffi::PyObject,
                count: ffi::Py_ssize_t,
                names: *mut ffi::PyObject,
            ) -> *mut ffi::PyObject {
                const SIGNATURE: Signature<{ <[&str]>::len(&[$($argument),*]) }> =
                    Signature { name: $name, names: [$($argument),*], required: $required };
                // SAFETY: the interpreter calls it as it calls every such function, and the descriptor
                // has seen that the engine is one.
                unsafe {
                    Call { engine, arguments, count, names }
                        .answer(|parts| $body(parts.0, SIGNATURE.bind(parts)?))
                }
            }
            Method::new(
                cstr(concat!($name, "\0")),
                function,
                cstr(concat!($doc, "\0")),
            )
        }),*];
    };
}

const fn cstr(text: &'static str) -> &'static std::ffi::CStr {
    match std::ffi::CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(text) => text,
        Err(_) => c"",
    }
}

methods! {
    push "push" ("key", "priority", "value"; 2)
"push($self, key, priority, value=...)\n--\n\nAdd a key with a priority, and a value that is the key if there is none. O(log n).\n
A key that is in the queue already gets the new priority and value, and counts as pushed last among
equals. Raise ValueError for NaN, TypeError for a priority that cannot be compared with the others,
and RuntimeError from within a comparison."
    set_one "_update_one" ("key", "priority", "value"; 2)
"_update_one($self, key, priority, value=...)\n--\n\nGive a key a priority, and keep its value unless there is a new one. O(log n)."
    remove "remove" ("key"; 1)
"remove($self, key)\n--\n\nWithdraw a key; raise KeyError if it is not in the queue. O(log n)."
    discard "discard" ("key"; 1)
"discard($self, key)\n--\n\nWithdraw a key if it is in the queue, and tell whether it was. O(log n)."
    pop "pop" ("key", "default"; 0)
"pop($self, key=..., default=...)\n--\n\nRemove the first item and return it; raise EmptyQueueError if there is none. O(log n).\n
`pop(key)` removes that key, as a mapping does, and returns its priority; it raises KeyError if there
is none. Either way a default is returned instead of an error."
    popitem "popitem" ("default"; 0)
"popitem($self, default=...)\n--\n\nRemove and return the first key and its priority, as `topitem` tells them. O(log n)."
    popkey "popkey" ("default"; 0)
"popkey($self, default=...)\n--\n\nRemove the first key and return it, as `top` tells it. O(log n)."
    popvalue "popvalue" ("default"; 0)
"popvalue($self, default=...)\n--\n\nRemove the first key and return its priority, as `topvalue` tells it. O(log n)."
    peek "peek" (; 0)
"peek($self)\n--\n\nReturn the first item and leave it; raise EmptyQueueError if there is none. O(1)."
    topitem "topitem" ("default"; 0)
"topitem($self, default=...)\n--\n\nReturn the first key and its priority; the default, or EmptyQueueError, if empty."
    topitem "peekitem" ("default"; 0)
"peekitem($self, default=...)\n--\n\nReturn the first key and its priority; the default, or EmptyQueueError, if empty."
    top "top" ("default"; 0)
"top($self, default=...)\n--\n\nReturn the first key; the default, or EmptyQueueError, if the queue is empty."
    topvalue "topvalue" ("default"; 0)
"topvalue($self, default=...)\n--\n\nReturn the first priority; the default, or EmptyQueueError, if the queue is empty."
    item "item" ("key"; 1)
"item($self, key)\n--\n\nReturn what is held under a key, its value included; raise KeyError. O(1)."
    get "get" ("key", "default"; 1)
"get($self, key, default=None)\n--\n\nReturn the priority of a key, or the default where there is none. O(1)."
    additem "additem" ("key", "priority"; 2)
"additem($self, key, priority)\n--\n\nAdd a key; raise KeyError if it is in the queue already. O(log n)."
    updateitem "updateitem" ("key", "priority"; 2)
"updateitem($self, key, priority)\n--\n\nGive a key another priority; raise KeyError if it is not in the queue. O(log n)."
    pushpop "pushpop" ("key", "priority", "value"; 2)
"pushpop($self, key, priority, value=...)\n--\n\nAdd a new key, then remove the first item of all and return it. O(log n), in one step.\n
Raise KeyError if the key is in the queue already."
    pushpopitem "pushpopitem" ("key", "priority"; 2)
"pushpopitem($self, key, priority)\n--\n\nAdd a new key, then remove and return the first of all: the key and its priority.\n
Raise KeyError if the key is in the queue already. O(log n), and one step rather than two."
    replace "replace" ("key", "priority", "value"; 2)
"replace($self, key, priority, value=...)\n--\n\nRemove the first item and return it, then add a key. O(log n), in one step.\n
Raise EmptyQueueError if there is no item, KeyError if the key is in the queue already and is not the
one that goes."
    replace_key "replace_key" ("key", "new_key"; 2)
"replace_key($self, key, new_key)\n--\n\nLet another key have the place of this one: its priority, and its value. O(log n).\n
A value that was the key itself becomes the new key. Among equal priorities the new key counts as
pushed last. Raise KeyError if there is no such key, or one like the new one."
}

/// Return the object None.
fn none<'py>(engine: &Engine<'py>) -> Bound<'py, PyAny> {
    engine.py().None().into_bound(engine.py())
}

/// Return an argument if it was given.
#[inline]
fn given<'a, 'py>(argument: &'a Bound<'py, PyAny>) -> PyResult<Option<&'a Bound<'py, PyAny>>> {
    Ok(if is_missing(argument)? { None } else { Some(argument) })
}

fn push<'py>(engine: &Engine<'py>, [key, priority, value]: Arguments<'_, 'py, 3>) -> Answer<'py> {
    put(engine, key, priority, Value::or_key(given(value)?))?;
    Ok(none(engine))
}

fn set_one<'py>(
    engine: &Engine<'py>,
    [key, priority, value]: Arguments<'_, 'py, 3>,
) -> Answer<'py> {
    put(engine, key, priority, given(value)?.map_or(Value::Kept, Value::Given))?;
    Ok(none(engine))
}

fn remove<'py>(engine: &Engine<'py>, [key]: Arguments<'_, 'py, 1>) -> Answer<'py> {
    let Some(gone) = take_key(engine, key)? else { return Err(no_key(key)) };
    for object in objects(gone) {
        let_go(engine.py(), object);
    }
    Ok(none(engine))
}

fn discard<'py>(engine: &Engine<'py>, [key]: Arguments<'_, 'py, 1>) -> Answer<'py> {
    let gone = take_key(engine, key)?;
    let was_here = gone.is_some();
    gone.into_iter().flat_map(objects).for_each(|object| let_go(engine.py(), object));
    Ok(pyo3::types::PyBool::new(engine.py(), was_here).to_owned().into_any())
}

fn pop<'py>(engine: &Engine<'py>, [key, default]: Arguments<'_, 'py, 2>) -> Answer<'py> {
    let py = engine.py();
    let (key, default) = (given(key)?, given(default)?);
    if let Some(key) = key {
        let Some(gone) = take_key(engine, key)? else {
            return default.cloned().ok_or_else(|| no_key(key));
        };
        let [key, priority, value] = objects(gone);
        let_go(py, key);
        let_go(py, value);
        return Ok(priority.into_bound(py));
    }
    let blank = Blank::item(py)?;
    match take_first(engine)? {
        Some(gone) => Ok(blank.filled(objects(gone))),
        None => default.cloned().ok_or_else(|| empty(py)),
    }
}

fn popitem<'py>(engine: &Engine<'py>, [default]: Arguments<'_, 'py, 1>) -> Answer<'py> {
    let py = engine.py();
    let blank = Blank::pair(py)?;
    let Some(gone) = take_first(engine)? else { return default_or_empty(engine, default) };
    let [key, priority, value] = objects(gone);
    let_go(py, value);
    Ok(blank.filled([key, priority]))
}

fn popkey<'py>(engine: &Engine<'py>, [default]: Arguments<'_, 'py, 1>) -> Answer<'py> {
    let Some(gone) = take_first(engine)? else { return default_or_empty(engine, default) };
    let [key, priority, value] = objects(gone);
    let_go(engine.py(), priority);
    let_go(engine.py(), value);
    Ok(key.into_bound(engine.py()))
}

fn popvalue<'py>(engine: &Engine<'py>, [default]: Arguments<'_, 'py, 1>) -> Answer<'py> {
    let Some(gone) = take_first(engine)? else { return default_or_empty(engine, default) };
    let [key, priority, value] = objects(gone);
    let_go(engine.py(), key);
    let_go(engine.py(), value);
    Ok(priority.into_bound(engine.py()))
}

#[cold]
fn default_or_empty<'py>(engine: &Engine<'py>, default: &Bound<'py, PyAny>) -> Answer<'py> {
    given(default)?.cloned().ok_or_else(|| empty(engine.py()))
}

fn peek<'py>(engine: &Engine<'py>, []: Arguments<'_, 'py, 0>) -> Answer<'py> {
    first(engine)?.ok_or_else(|| empty(engine.py()))?.item(engine.py())
}

fn topitem<'py>(engine: &Engine<'py>, [default]: Arguments<'_, 'py, 1>) -> Answer<'py> {
    let Some(held) = first(engine)? else { return default_or_empty(engine, default) };
    held.pair(engine.py())
}

fn top<'py>(engine: &Engine<'py>, [default]: Arguments<'_, 'py, 1>) -> Answer<'py> {
    let Some(held) = first(engine)? else { return default_or_empty(engine, default) };
    Ok(held.key)
}

fn topvalue<'py>(engine: &Engine<'py>, [default]: Arguments<'_, 'py, 1>) -> Answer<'py> {
    let Some(held) = first(engine)? else { return default_or_empty(engine, default) };
    Ok(held.priority)
}

fn item<'py>(engine: &Engine<'py>, [key]: Arguments<'_, 'py, 1>) -> Answer<'py> {
    held(engine, key)?.ok_or_else(|| no_key(key))?.item(engine.py())
}

fn get<'py>(engine: &Engine<'py>, [key, default]: Arguments<'_, 'py, 2>) -> Answer<'py> {
    match priority_of(engine, key)? {
        Some(priority) => Ok(priority),
        None => Ok(given(default)?.cloned().unwrap_or_else(|| none(engine))),
    }
}

fn additem<'py>(engine: &Engine<'py>, [key, priority]: Arguments<'_, 'py, 2>) -> Answer<'py> {
    if held(engine, key)?.is_some() {
        return Err(known_key(key));
    }
    put(engine, key, priority, Value::Key)?;
    Ok(none(engine))
}

fn updateitem<'py>(engine: &Engine<'py>, [key, priority]: Arguments<'_, 'py, 2>) -> Answer<'py> {
    let Shared { value, .. } = held(engine, key)?.ok_or_else(|| no_key(key))?;
    put(engine, key, priority, Value::Given(&value))?;
    Ok(none(engine))
}

fn pushpop<'py>(
    engine: &Engine<'py>,
    [key, priority, value]: Arguments<'_, 'py, 3>,
) -> Answer<'py> {
    let blank = Blank::item(engine.py())?;
    Ok(blank.filled(push_and_take(engine, key, priority, Value::or_key(given(value)?))?))
}

fn pushpopitem<'py>(engine: &Engine<'py>, [key, priority]: Arguments<'_, 'py, 2>) -> Answer<'py> {
    let blank = Blank::pair(engine.py())?;
    let [key, priority, value] = push_and_take(engine, key, priority, Value::Key)?;
    let_go(engine.py(), value);
    Ok(blank.filled([key, priority]))
}

fn replace<'py>(
    engine: &Engine<'py>,
    [key, priority, value]: Arguments<'_, 'py, 3>,
) -> Answer<'py> {
    let blank = Blank::item(engine.py())?;
    Ok(blank.filled(take_and_push(engine, key, priority, Value::or_key(given(value)?))?))
}

fn replace_key<'py>(engine: &Engine<'py>, [key, new_key]: Arguments<'_, 'py, 2>) -> Answer<'py> {
    rename(engine, key, new_key)?;
    Ok(none(engine))
}
